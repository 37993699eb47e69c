import type { ApolloServer } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import { type FormatError, toGraphQLError } from '../plugins/errors.ts';
import type { Admission, GatewayPlugin } from '../plugins/plugin.ts';
import type { CurrentSupergraph } from '../supergraph/current.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { executeRequest } from './apollo-server.ts';
import { createBoundAnswer } from './bounded-answer.ts';
import type { KnownDocuments } from './known-documents.ts';
import { createPacing } from './pacing.ts';
import type { GraphQLRequest } from './request.ts';
import type { GraphQLAnswer, Outcome } from './response.ts';

/** Answers one request. `method` is that of HTTP. */
export type Run = (request: GraphQLRequest, context: GatewayContext, method?: string) => Promise<Outcome>;

/** All plugins' `onRequest` in their order, as one. */
export function admission(plugins: readonly GatewayPlugin[]): Admission {
  const looks = plugins.flatMap(({ onRequest }) => onRequest ?? []);
  return (request, context) => looks.reduce((current, look) => look(current, context), request);
}

export interface ExecutionOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly supergraph: CurrentSupergraph;
  readonly known: KnownDocuments;
  readonly execute: Execute;
  readonly formatError: FormatError;
  /** Bytes of an answer. */
  readonly responseBytes: number;
}

/**
 * Executes requests that were admitted; rejects for what ends one. Apollo Server reads and validates a document once;
 * after that it is executed at once.
 */
export function createExecution(options: ExecutionOptions): Run {
  const { apollo, supergraph, known, execute, formatError, responseBytes } = options;
  const bound = createBoundAnswer(responseBytes, formatError);
  const formatted = (error: GraphQLError): GraphQLFormattedError => formatError(withCode(error), error);

  const pace = createPacing();

  async function executeKnown(state: SupergraphState, request: OperationRequest): Promise<Outcome> {
    await pace();
    const { errors, ...rest } = await execute(state, request);
    return { answer: { ...rest, errors: errors?.map(formatted) } };
  }

  return async (request, context, method) => {
    const state = supergraph.get();
    const operation = known.find(state, request, context, method);
    const { answer, head } = operation
      ? await executeKnown(state, operation)
      : await executeRequest(apollo, request, context, method);
    return { answer: bound(answer), head };
  };
}

/** The way of a request through its admission to its execution. Never rejects for what is the caller's fault. */
export function createRun(execution: Run, admit: Admission, formatError: FormatError): Run {
  return async (request, context, method) => {
    try {
      return await execution(admit(request, context), context, method);
    } catch (error) {
      return { answer: refusalOf(error, formatError) };
    }
  };
}

function withCode(error: GraphQLError): GraphQLFormattedError {
  const { message, path, locations, extensions } = error.toJSON();
  return {
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions },
  };
}

/** The answer to a request that was not executed. */
export function refusalOf(error: unknown, formatError: FormatError): GraphQLAnswer {
  const { message, extensions } = toGraphQLError(error);
  return { errors: [formatError({ message, extensions }, error)] };
}
