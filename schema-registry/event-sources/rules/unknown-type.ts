import { type EventSourceRule, isDescribed } from '../rule.ts';
import { suggested } from '../suggested.ts';

/** Each type is a declared event: one that was removed or renamed feeds nothing any more. */
export const unknownType: EventSourceRule = {
  id: 'event-source/unknown-type',
  severity: 'error',
  why: 'The subscription never sees such an event.',
  fix: 'name the event as the contract declares it, or take the type away',
  check: ({ sources, events }) => {
    const known = events.map(({ type }) => type);
    return (isDescribed(events) ? sources : []).flatMap(({ coordinate, types }) =>
      types
        .filter(({ value }) => !known.includes(value))
        .map(({ value, node }) => ({
          coordinate,
          message: `${value} is declared by no contract.${suggested(value, known)}`,
          node,
        })),
    );
  },
};
