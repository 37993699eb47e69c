import { isList, namedTypeOf } from '../../lint/definitions.ts';
import { type EventSource, matchOf } from '../event-source.ts';
import { leafFits } from '../leaf-values.ts';
import type { EventSourceProblem, EventSourceRule } from '../rule.ts';

function faultsOf({ coordinate, field, match, subgraph }: EventSource): EventSourceProblem[] {
  return match.flatMap((text) => {
    const rule = matchOf(text);
    if (!rule) return [];
    const argument = field.arguments?.find(({ name }) => name.value === rule.argument);
    if (!argument)
      return [{ coordinate, message: `"${rule.value}" names no argument of the field`, node: rule.node }];
    const isLeaf = !isList(argument.type) && leafFits(subgraph.document, namedTypeOf(argument.type));
    if (isLeaf) return [];
    return [
      { coordinate, message: `the argument ${rule.argument} is no scalar and no enum`, node: rule.node },
    ];
  });
}

/** A match rule compares an argument of the field, a scalar or an enum. */
export const matchArgument: EventSourceRule = {
  id: 'event-source/match-argument',
  severity: 'error',
  why: 'The gateway refuses the supergraph.',
  fix: 'name an argument of the field that is a scalar or an enum',
  check: ({ sources }) => sources.flatMap(faultsOf),
};
