import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import { getVariableValues } from 'graphql';
import type { Logger } from 'pino';
import { PlatformError } from 'platform/errors/errors';
import type { Execute } from './execute.ts';
import { planOf } from './plans.ts';

/**
 * The stock executor: plans an operation and runs the plan as @apollo/gateway does. An operation on a protected
 * supergraph must come from the authorisation (`authorised`); any other fails with SERVICE_UNAVAILABLE.
 */
export function createFederatedExecutor(logger: Logger): Execute {
  return async (state, { document, operationName, variables = {}, context, authorised }) => {
    if (state.isProtected && !authorised)
      throw new PlatformError('SERVICE_UNAVAILABLE', 'Access rules are not enforced, so nothing is served.');
    const operationContext = buildOperationContext({
      schema: state.schema,
      operationDocument: document,
      ...(operationName && { operationName }),
    });
    const { errors } = getVariableValues(
      state.schema,
      operationContext.operation.variableDefinitions ?? [],
      variables,
    );
    if (errors) return { errors };
    return executeQueryPlan(
      planOf(state, document, operationName),
      state.dataSources,
      requestContext({ variables, context, logger }),
      operationContext,
      state.supergraphSchema,
      state.apiSchema,
    );
  };
}

type RequestContext = Parameters<typeof executeQueryPlan>[2];

/** What the stock executor and the data sources read of Apollo's request context. */
const requestContext = ({
  variables,
  ...rest
}: Pick<RequestContext, 'context' | 'logger'> & { variables: object }): RequestContext =>
  ({ ...rest, request: { variables }, metrics: {} }) as RequestContext;
