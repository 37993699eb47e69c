import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { PlatformError } from 'platform/errors/errors';
import { variableErrors } from 'platform/graphql/variables';
import { isUnremarkable } from '../data-source/failure.ts';
import { selectedOperation } from '../operations/selected-operation.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { AnswerData } from './answer.ts';
import type { Execute, OperationRequest } from './execute.ts';
import { type CompiledOperation, compiledOf } from './operations.ts';
import { type FetchError, MAX_ERRORS, type Run } from './run.ts';

/**
 * Executes operations over the subgraphs: each is planned and compiled once, its fetches run as the plan says, and what
 * they bring is shaped as the operation asks. An operation on a protected supergraph must come from the authorisation
 * (`authorised`); any other fails with SERVICE_UNAVAILABLE.
 */
export function createFederatedExecutor(logger: Logger, random?: () => number): Execute {
  return async (state, request) => {
    refuseUnauthorised(state, request);
    const { document, operationName, variables = {} } = request;
    const { variableDefinitions = [] } = selectedOperation(document, operationName);
    const errors =
      variableDefinitions.length > 0 && variableErrors(state.schema, variableDefinitions, variables);
    if (errors) return { errors };
    const compiled = compiledOrLogged(state, request, random, logger);
    const run = await runOperation(compiled, request, state.fetches, logger);
    return answerOf(compiled, run);
  };
}

function compiledOrLogged(
  state: SupergraphState,
  request: OperationRequest,
  random: (() => number) | undefined,
  logger: Logger,
): CompiledOperation {
  try {
    return compiledOf(state, request, random);
  } catch (err) {
    logger.warn({ err, requestId: request.context.requestId }, 'an operation cannot be planned');
    throw err;
  }
}

/** Fails for an operation that did not come through the authorisation although it has to. */
export function refuseUnauthorised({ isProtected }: SupergraphState, { authorised }: OperationRequest): void {
  if (isProtected && !authorised)
    throw new PlatformError('SERVICE_UNAVAILABLE', 'Access rules are not enforced, so nothing is served.');
}

/** Fetches all that the operation needs. */
export async function runOperation(
  { step, introspect }: CompiledOperation,
  { variables = {}, context }: OperationRequest,
  fetches: Run['fetches'],
  logger: Logger,
): Promise<Run> {
  const run: Run = {
    fetches,
    variables,
    context,
    root: {},
    errors: [],
    nulled: [],
    targets: [],
    onFailure: (subgraph, err) =>
      logger[isUnremarkable(err) ? 'debug' : 'warn'](
        { err, subgraph, requestId: context.requestId },
        'a subgraph did not answer',
      ),
  };
  await step?.(run);
  introspect?.(run.root, variables);
  return run;
}

/** The answer to an operation out of what was fetched for it. */
export function answerOf({ shape }: CompiledOperation, { root, errors, nulled }: Run): ExecutionResult {
  const text = errors.length === 0 ? shape.write(root) : undefined;
  if (text !== undefined) {
    const expand = () => shape.complete(root, []).data ?? {};
    return { data: new AnswerData(text, root, expand) as unknown as Record<string, unknown> };
  }
  const completed = shape.complete(root, [...errors, ...nulled.map((path) => ({ path }))]);
  const all = [...errors, ...completed.errors].slice(0, MAX_ERRORS).map(asGraphQLError);
  return { data: completed.data, ...(all.length > 0 && { errors: all }) };
}

const asGraphQLError = ({ message, path, extensions }: FetchError): GraphQLError =>
  new GraphQLError(message, { ...(path && { path }), extensions });
