import { rootTypeName } from '../../lint/definitions.ts';
import type { EventSourceRule } from '../rule.ts';

const EVENTS = 'events:';

/** `@eventSource` stands on subscription fields of a subgraph that the gateway itself answers for. */
export const misplaced: EventSourceRule = {
  id: 'event-source/misplaced',
  severity: 'error',
  why: 'The gateway reads it nowhere else, and the field is fed by nothing.',
  fix: 'move it to a field of Subscription, in a subgraph whose routing_url is events:<domain>',
  check: ({ subgraph, sources }) => {
    const root = rootTypeName(subgraph.document, 'subscription');
    const isEventGraph = subgraph.routingUrl.startsWith(EVENTS);
    return sources
      .filter(({ type }) => !isEventGraph || type !== root)
      .map(({ coordinate, directive }) => ({
        coordinate,
        message: isEventGraph
          ? 'it stands on no subscription'
          : `${subgraph.name} is served at ${subgraph.routingUrl}`,
        node: directive,
      }));
  },
};
