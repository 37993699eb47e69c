import { matchedOf } from '../matched.ts';
import type { EventSourceRule } from '../rule.ts';

/** What a match rule compares is in every event, and not null. */
export const matchPathOptional: EventSourceRule = {
  id: 'event-source/match-path-optional',
  severity: 'warning',
  why: 'An event without it reaches nobody who subscribes with the argument.',
  fix: 'require it in the schema of the event, in a new major version',
  check: ({ sources, events }) =>
    matchedOf(sources, events)
      .filter(({ value }) => value && !value.always)
      .map(({ source: { coordinate }, rule, event }) => ({
        coordinate,
        message: `${rule.path.join('.')} may be absent or null in ${event.type}`,
        node: rule.node,
      })),
};
