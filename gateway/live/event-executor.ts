import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import type { Logger } from 'pino';
import { present } from 'platform/kernel/assert';
import { formatInstant } from 'platform/kernel/clock';
import type { GatewayContext } from '../context.ts';
import type { Fetch } from '../data-source/data-source.ts';
import type { Execute } from '../executor/execute.ts';
import { answerOf, refuseUnauthorised, runOperation } from '../executor/federated.ts';
import { type CompiledOperation, compiledOf } from '../executor/operations.ts';
import { isEventGraph, type SupergraphState } from '../supergraph/state.ts';
import type { LiveEvent } from './live-event.ts';
import { withWireMoney } from './wire-money.ts';

/** The context of a subscription's execution, for one event or, when it opens, for none. */
export interface EventContext extends GatewayContext {
  /** Called instead of executing when there is no event: the actor may have the field, and it can be planned. */
  readonly onAdmitted?: () => void;
  readonly event?: { readonly field: string; readonly value: LiveEvent };
  /** Hears what the answer to the event costs, in points. */
  readonly onCost?: (points: number) => void;
}

/** What a subscription takes out of each event; the rest of its plan comes from the other subgraphs. */
interface EventFetch {
  readonly document: DocumentNode;
  readonly eventGraph: EventGraph;
}

interface EventGraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
}

/**
 * Executes authorised subscriptions for the event in their context; those that no event graph feeds are `passThrough`'s.
 * Fails with SERVICE_UNAVAILABLE for one that was not authorised on a protected supergraph.
 */
export function createEventExecutor(logger: Logger, passThrough: Execute): Execute {
  return async (state, request): Promise<ExecutionResult> => {
    refuseUnauthorised(state, request);
    const compiled = compiledOf(state, request);
    const eventFetch = eventFetchOf(state, compiled);
    if (!eventFetch) return passThrough(state, request);
    const { document, eventGraph } = eventFetch;
    const { event, onAdmitted } = request.context as EventContext;
    if (!event) {
      onAdmitted?.();
      return { data: null };
    }
    const fetch = fetchFromEvent(eventGraph.schema, document, { [event.field]: payloadOf(event.value) });
    const fetches = { ...state.fetches, [eventGraph.name]: fetch };
    return answerOf(compiled, await runOperation(compiled, request, fetches, logger));
  };
}

const eventFetches = new WeakMap<CompiledOperation, EventFetch>();
const eventGraphs = new WeakMap<SupergraphState, Map<string, EventGraph>>();

function eventFetchOf(state: SupergraphState, compiled: CompiledOperation): EventFetch | undefined {
  const known = eventFetches.get(compiled);
  if (known) return known;
  const { subgraph, operation } = present(
    compiled.primary,
    'the plan of a subscription begins with its event',
  );
  const eventGraph = eventGraphOf(state, subgraph);
  if (!eventGraph) return undefined;
  const made = { document: parse(operation), eventGraph };
  eventFetches.set(compiled, made);
  return made;
}

function eventGraphOf(state: SupergraphState, name: string): EventGraph | undefined {
  if (!state.subgraphs.some((subgraph) => subgraph.name === name && isEventGraph(subgraph))) return undefined;
  const known = eventGraphs.get(state) ?? new Map<string, EventGraph>();
  eventGraphs.set(state, known);
  const graph = known.get(name) ?? openEventGraph(state, name);
  known.set(name, graph);
  return graph;
}

function openEventGraph(state: SupergraphState, name: string): EventGraph {
  const subgraph = present(state.supergraph.subgraphs().get(name), 'a planned subgraph exists');
  return { name, schema: withWireMoney(subgraph.schema.toGraphQLJSSchema()) };
}

/** The event's data by field name, and what the gateway knows of the event. */
const payloadOf = ({ message, cursor }: LiveEvent): Record<string, unknown> => ({
  ...message.event.data,
  cursor,
  occurredAt: formatInstant(message.event.time),
});

/** Executes the fetch on the payload as a server would: aliases, fragments, conditions, `__typename`, nullability. */
const fetchFromEvent =
  (schema: GraphQLSchema, document: DocumentNode, rootValue: Readonly<Record<string, unknown>>): Fetch =>
  async ({ variables }) => {
    const { data, errors } = await execute({ schema, document, rootValue, variableValues: variables });
    return { data, errors: errors?.map((error) => error.toJSON()) };
  };
