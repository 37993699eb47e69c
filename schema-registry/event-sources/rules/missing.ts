import { rootFieldsOf } from '../../lint/definitions.ts';
import type { EventSourceRule } from '../rule.ts';

const EVENTS = 'events:';

/** Every subscription of an event graph says which events feed it. */
export const missing: EventSourceRule = {
  id: 'event-source/missing',
  severity: 'error',
  why: 'An event graph has no server: a field without events is refused when it is subscribed to.',
  fix: 'add @eventSource(topic: …, types: […])',
  check: ({ subgraph, sources }) =>
    (subgraph.routingUrl.startsWith(EVENTS) ? rootFieldsOf(subgraph.document, 'subscription') : [])
      .filter(({ coordinate }) => !sources.some((source) => source.coordinate === coordinate))
      .map(({ coordinate, field }) => ({ coordinate, message: 'no events feed it', node: field.name })),
};
