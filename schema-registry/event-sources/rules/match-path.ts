import { matchedOf } from '../matched.ts';
import type { EventSourceRule } from '../rule.ts';

/** A match rule leads to something in each event that feeds the field. */
export const matchPath: EventSourceRule = {
  id: 'event-source/match-path',
  severity: 'error',
  why: 'Who subscribes with the argument never gets such an event.',
  fix: 'name a path in the data of every event that feeds the field',
  check: ({ sources, events }) =>
    matchedOf(sources, events)
      .filter(({ value }) => !value)
      .map(({ source: { coordinate }, rule, event }) => ({
        coordinate,
        message: `${event.type} has no ${rule.path.join('.')}`,
        node: rule.node,
      })),
};
