import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import type { Logger } from 'pino';
import { PlatformError } from 'platform/errors/errors';
import { variableErrors } from 'platform/graphql/variables';
import type { SupergraphState } from '../supergraph/state.ts';
import type { Execute } from './execute.ts';
import { planOf } from './plans.ts';
import { fetchRequest, shapeAnswer, singleFetchOf } from './single-fetch.ts';

/**
 * The stock executor: plans an operation and runs the plan as @apollo/gateway does; a plan of one fetch takes the short
 * way. An operation on a protected supergraph must come from the authorisation (`authorised`); any other fails with
 * SERVICE_UNAVAILABLE.
 */
export function createFederatedExecutor(logger: Logger): Execute {
  return async (state, operation) => {
    const { document, operationName, variables = {}, context, authorised } = operation;
    if (state.isProtected && !authorised)
      throw new PlatformError('SERVICE_UNAVAILABLE', 'Access rules are not enforced, so nothing is served.');
    const operationContext = buildOperationContext({
      schema: state.schema,
      operationDocument: document,
      ...(operationName && { operationName }),
    });
    const errors = variableErrors(
      state.schema,
      operationContext.operation.variableDefinitions ?? [],
      variables,
    );
    if (errors) return { errors };
    const plan = planOf(state, document, operationName);
    const request = requestContext({ variables, context, logger });
    const run = (dataSources: SupergraphState['dataSources']) =>
      executeQueryPlan(plan, dataSources, request, operationContext, state.supergraphSchema, state.apiSchema);

    const fetch = singleFetchOf(plan);
    const source = fetch && state.dataSources[fetch.serviceName];
    if (!source) return run(state.dataSources);
    const answer = source.process(fetchRequest(fetch, variables, context));
    const shaped = await answer
      .then((given) => shapeAnswer(state, plan, operation, given))
      .catch(() => undefined);
    // The stock executor says what is wrong with it.
    return shaped ?? run({ [fetch.serviceName]: { process: () => answer } });
  };
}

type RequestContext = Parameters<typeof executeQueryPlan>[2];

/** What the stock executor and the data sources read of Apollo's request context. */
const requestContext = ({
  variables,
  ...rest
}: Pick<RequestContext, 'context' | 'logger'> & { variables: object }): RequestContext =>
  ({ ...rest, request: { variables }, metrics: {} }) as RequestContext;
