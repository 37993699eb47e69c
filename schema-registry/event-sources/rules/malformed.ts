import { type EventSource, matchOf } from '../event-source.ts';
import type { EventSourceProblem, EventSourceRule } from '../rule.ts';

/** The gateway's own bound (gateway/live/event-sources.ts). */
const MAX_MATCH_RULES = 8;

function faultsOf(source: EventSource): EventSourceProblem[] {
  const { coordinate, directive, topic, types, match } = source;
  const rules = match.flatMap((text) => matchOf(text) ?? []);
  const repeated = rules.filter(({ argument }, index) =>
    rules.slice(0, index).some((earlier) => earlier.argument === argument),
  );
  return [
    ...(topic?.value ? [] : [{ coordinate, message: 'it names no topic', node: directive }]),
    ...(types.length > 0 ? [] : [{ coordinate, message: 'it names no event type', node: directive }]),
    ...(match.length > MAX_MATCH_RULES
      ? [{ coordinate, message: `it has more than ${MAX_MATCH_RULES} match rules`, node: directive }]
      : []),
    ...match
      .filter((text) => !matchOf(text))
      .map(({ value, node }) => ({ coordinate, message: `"${value}" is no match rule`, node })),
    ...repeated.map(({ argument, node }) => ({
      coordinate,
      message: `the argument ${argument} has two match rules`,
      node,
    })),
  ];
}

/** Topic, types and match rules are of the form the gateway reads. */
export const malformed: EventSourceRule = {
  id: 'event-source/malformed',
  severity: 'error',
  why: 'The gateway refuses the supergraph.',
  fix: '@eventSource(topic: "…", types: ["…"], match: ["argument = path", "argument in path"])',
  check: ({ sources }) => sources.flatMap(faultsOf),
};
