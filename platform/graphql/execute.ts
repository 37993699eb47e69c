import {
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { type Actor, isVerified } from '../auth/actor.ts';
import { PlatformError, unauthenticated } from '../errors/errors.ts';
import { requestLogger } from '../telemetry/logger.ts';
import { workMetrics } from '../telemetry/metrics.ts';
import { activeTraceparent, withSpan } from '../telemetry/tracing.ts';
import { createDocuments } from './documents.ts';
import { publicError } from './errors.ts';
import type { RunningSubgraph, SubgraphRequest } from './subgraph.ts';
import { checkVariables, variableErrors } from './variables.ts';

/** What a subgraph makes its resolvers' context of. */
export interface SubgraphCall {
  readonly actor: Actor;
  readonly request: SubgraphRequest;
  /** Names the request in every line. */
  readonly logger: Logger;
}

export interface ExecuteOptions {
  /** The subgraph's name. */
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Called once a request: loaders and all that belongs to one request is made here. */
  readonly createContext: (call: SubgraphCall) => object;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/**
 * The one way a request is executed, in process and over HTTP: verified actor, bounds, parse and validate (cached),
 * execute, errors mapped and masked. Never rejects: what is wrong is in `errors`.
 */
export function createExecute(options: ExecuteOptions): RunningSubgraph['execute'] {
  const { name, schema, createContext, logger, metrics } = options;
  const documents = createDocuments(schema);
  const work = workMetrics(metrics, {
    name: 'subgraph_request',
    help: 'GraphQL requests of a subgraph',
    labels: ['subgraph'],
  });

  /** Errors without data are of the variables; GraphQL found them before it ran anything. */
  const misfitting = ({ variableDefinitions = [] }: OperationDefinitionNode, request: SubgraphRequest) => ({
    errors: variableErrors(schema, variableDefinitions, request.variables ?? {}) ?? [],
  });

  const answer = async (request: SubgraphRequest, actor: Actor): Promise<ExecutionResult> => {
    const tenant = isVerified(actor) ? actor.tenantId : undefined;
    // Made when it is asked for: most requests log nothing, and pino prepares the fields of each child.
    const log = () => requestLogger(logger, { requestId: request.requestId, tenant });
    try {
      if (!tenant) throw unauthenticated();
      checkVariables(request.variables);
      const document = documents(request.query);
      const operation = getOperationAST(document, request.operationName);
      checkOperation(operation);
      const result = await execute({
        schema,
        document,
        operationName: request.operationName,
        variableValues: request.variables,
        // What follows from the request belongs to the span of its execution.
        contextValue: createContext({
          actor,
          request: { ...request, traceparent: activeTraceparent() },
          get logger() {
            return log();
          },
        }),
      });
      return withPublicErrors(result.data === undefined ? misfitting(operation, request) : result, log);
    } catch (error) {
      return { errors: [publicError(asGraphQLError(error), log(), 'INTERNAL_SERVER_ERROR')] };
    }
  };

  return (request, actor) =>
    work.measure(
      { subgraph: name },
      () => withSpan(`subgraph ${name}`, { traceparent: request.traceparent }, () => answer(request, actor)),
      hasErrors,
    );
}

const hasErrors = ({ errors = [] }: ExecutionResult): boolean => errors.length > 0;

function checkOperation(operation: OperationDefinitionNode | null | undefined): asserts operation {
  if (operation) return;
  throw new PlatformError('OPERATION_RESOLUTION_FAILURE', 'The document has no operation of that name.');
}

function withPublicErrors(result: ExecutionResult, log: () => Logger): ExecutionResult {
  if (!result.errors) return result;
  const logger = log();
  return {
    ...result,
    errors: result.errors.map((error) => publicError(error, logger, 'INTERNAL_SERVER_ERROR')),
  };
}

const asGraphQLError = (error: unknown): GraphQLError =>
  new GraphQLError('failed', { originalError: error as Error });
