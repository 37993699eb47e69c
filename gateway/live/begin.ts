import { type ExecutionResult, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { answerText } from '../executor/answer.ts';
import { refused } from '../http/refused.ts';
import type { GraphQLRequest } from '../http/request.ts';
import type { Admission } from '../plugins/plugin.ts';
import { withRequestId } from '../plugins/request-id.ts';
import { answerOnce } from './answer-once.ts';
import type { Answers } from './answers.ts';
import { parseOperation } from './documents.ts';
import type { OpenLive } from './open.ts';
import type { Operation } from './outlet.ts';
import type { LiveSubscription } from './subscription.ts';

/** Serves a query or a mutation as over HTTP. */
export type ExecuteRequest = (request: GraphQLRequest, context: GatewayContext) => Promise<ExecutionResult>;

export interface BeginOptions {
  /** As clients see it now. */
  readonly schema: () => GraphQLSchema;
  readonly open: OpenLive;
  readonly execute: ExecuteRequest;
  /** For all that is done for one query or mutation. */
  readonly deadlineMs: number;
  /** Finds the text of a document that is only named; refuses, by throwing, what may not be parsed and validated. */
  readonly admission: Admission;
  readonly answers: Answers;
}

/** What a transport brings. */
export interface Asked {
  readonly request: GraphQLRequest;
  readonly context: GatewayContext;
  /** Resume a subscription after this cursor, whatever its arguments say. */
  readonly resumeAfter?: string | undefined;
  /** Came in a way that may change nothing (GET): a mutation is refused. */
  readonly isSafe?: boolean;
}

/** An operation that was let in, to be started or cancelled. */
export interface Begun {
  readonly operation: Operation;
  /** Undefined: a query or a mutation. */
  readonly live: LiveSubscription | undefined;
}

/** Begins an operation of any kind; rejects with what the caller may see when it is refused. */
export type Begin = (asked: Asked) => Promise<Begun>;

export function createBegin(options: BeginOptions): Begin {
  const { schema: current, open, execute, deadlineMs, admission, answers } = options;
  const answer = (request: GraphQLRequest, context: GatewayContext) =>
    answerOnce(
      ({ signal, deadlineAtMs }) =>
        withRequestId(context.requestId, async () =>
          answerText(answers.result(await execute(request, { ...context, signal, deadlineAtMs }))),
        ),
      deadlineMs,
    );

  return async ({ request, context, resumeAfter, isSafe = false }) => {
    const admitted = admission(request, context);
    const { query = '', operationName, variables } = admitted;
    const { kind, document } = parseOperation(current(), query, operationName);
    if (isSafe && kind === OperationTypeNode.MUTATION) throw refused(405, 'A mutation is sent by POST.');
    if (kind !== OperationTypeNode.SUBSCRIPTION)
      return { operation: answer(admitted, context), live: undefined };
    const live = await open({ document, operationName, variables, context }, resumeAfter);
    return { operation: live, live };
  };
}
