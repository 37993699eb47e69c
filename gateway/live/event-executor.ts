import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import type { QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import type { Logger } from 'pino';
import { PlatformError } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import { formatInstant } from 'platform/kernel/clock';
import type { GatewayContext } from '../context.ts';
import type { Execute } from '../executor/execute.ts';
import { planOf } from '../executor/plans.ts';
import { isEventGraph, type SupergraphState } from '../supergraph/state.ts';
import type { LiveEvent } from './topic-feed.ts';
import { withWireMoney } from './wire-money.ts';

/** The context of a subscription's execution, for one event or, when it opens, for none. */
export interface EventContext extends GatewayContext {
  /** Called instead of executing when there is no event: the actor may have the field, and it can be planned. */
  readonly onAdmitted?: () => void;
  readonly event?: { readonly field: string; readonly value: LiveEvent };
}

/** How a subscription is answered for each event: Primary out of the event, Rest out of the other subgraphs. */
interface EventPlan {
  readonly queryPlan: QueryPlan;
  readonly primary: DocumentNode;
  readonly eventGraph: EventGraph;
}

interface EventGraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
}

/**
 * Executes authorised subscriptions for the event in their context. Fails with BAD_USER_INPUT for one that no event
 * graph feeds, with SERVICE_UNAVAILABLE for one that was not authorised on a protected supergraph.
 */
export function createEventExecutor(logger: Logger): Execute {
  return async (state, request) => {
    if (state.isProtected && !request.authorised)
      throw new PlatformError('SERVICE_UNAVAILABLE', 'Access rules are not enforced, so nothing is served.');
    const { queryPlan, primary, eventGraph } = eventPlanOf(
      state,
      planOf(state, request.document, request.operationName),
    );
    const { event, onAdmitted } = request.context as EventContext;
    if (!event) {
      onAdmitted?.();
      return { data: null };
    }
    const source = eventDataSource(eventGraph.schema, primary, { [event.field]: payloadOf(event.value) });
    const { data, errors } = await executeQueryPlan(
      queryPlan,
      { ...state.dataSources, [eventGraph.name]: source },
      requestContext({ variables: request.variables, context: request.context, logger }),
      buildOperationContext({
        schema: state.schema,
        operationDocument: request.document,
        operationName: request.operationName,
      }),
      state.supergraphSchema,
      state.apiSchema,
    );
    return { data, ...(errors && { errors }) };
  };
}

const eventPlans = new WeakMap<QueryPlan, EventPlan>();
const eventGraphs = new WeakMap<SupergraphState, Map<string, EventGraph>>();

function eventPlanOf(state: SupergraphState, plan: QueryPlan): EventPlan {
  const known = eventPlans.get(plan);
  if (known) return known;
  if (plan.node?.kind !== 'Subscription') throw new Error('the planner made no subscription of it');
  const made = asSequence(plan.node, eventGraphOf(state, plan.node.primary.serviceName));
  eventPlans.set(plan, made);
  return made;
}

const asSequence = ({ primary, rest }: SubscriptionNode, eventGraph: EventGraph): EventPlan => ({
  queryPlan: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes: rest ? [primary, rest] : [primary] } },
  primary: parse(primary.operation),
  eventGraph,
});

function eventGraphOf(state: SupergraphState, name: string): EventGraph {
  const known = eventGraphs.get(state) ?? new Map<string, EventGraph>();
  eventGraphs.set(state, known);
  const graph = known.get(name) ?? openEventGraph(state, name);
  known.set(name, graph);
  return graph;
}

function openEventGraph(state: SupergraphState, name: string): EventGraph {
  const address = state.subgraphs.find((subgraph) => subgraph.name === name);
  if (!address || !isEventGraph(address))
    throw new PlatformError(
      'BAD_USER_INPUT',
      'The field is not fed by events: this gateway does not serve it.',
    );
  const subgraph = present(state.supergraph.subgraphs().get(name), 'a planned subgraph exists');
  return { name, schema: withWireMoney(subgraph.schema.toGraphQLJSSchema()) };
}

/** The event's data by field name, and what the gateway knows of the event. */
const payloadOf = ({ message, cursor }: LiveEvent): Record<string, unknown> => ({
  ...message.event.data,
  cursor,
  occurredAt: formatInstant(message.event.time),
});

/** Executes Primary on the payload as a server would: aliases, fragments, conditions, `__typename`, nullability. */
const eventDataSource = (
  schema: GraphQLSchema,
  document: DocumentNode,
  rootValue: Readonly<Record<string, unknown>>,
): GraphQLDataSource => ({
  process: async ({ request }) => {
    const { data, errors } = await execute({
      schema,
      document,
      rootValue,
      variableValues: request.variables,
    });
    return { data, errors };
  },
});

type RequestContext = Parameters<typeof executeQueryPlan>[2];

/** What the stock executor and the data sources read of Apollo's request context. */
const requestContext = ({
  variables = {},
  ...rest
}: Pick<RequestContext, 'context' | 'logger'> & { readonly variables: object | undefined }): RequestContext =>
  ({ ...rest, request: { variables }, metrics: {} }) as RequestContext;
