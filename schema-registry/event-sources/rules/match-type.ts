import { namedTypeOf } from '../../lint/definitions.ts';
import { elementsOf } from '../event-value.ts';
import { leafFits, shownShapes } from '../leaf-values.ts';
import { type Matched, matchedOf } from '../matched.ts';
import type { EventSourceProblem, EventSourceRule } from '../rule.ts';

/** Scalars of a domain are compared as text with any scalar. */
const SCALAR: ReadonlySet<string> = new Set(['string', 'number', 'boolean']);

function problemOf({ source, rule, event, value }: Matched): EventSourceProblem[] {
  const argument = source.field.arguments?.find(({ name }) => name.value === rule.argument);
  const fits = argument && leafFits(source.subgraph.document, namedTypeOf(argument.type));
  if (!value || !fits) return [];
  const compared = rule.operator === 'in' ? elementsOf(value) : value;
  if (compared?.shapes.every((shape) => SCALAR.has(shape.type) && fits(shape))) return [];
  const expected = `${rule.operator === 'in' ? 'a list of ' : ''}${namedTypeOf(argument.type)}`;
  const message = `${rule.path.join('.')} of ${event.type} is ${shownShapes(value.shapes)}, and ${expected} is compared with it`;
  return [{ coordinate: source.coordinate, message, node: rule.node }];
}

/** What a match rule compares is of the argument's type: with `=` one value, with `in` a list. */
export const matchType: EventSourceRule = {
  id: 'event-source/match-type',
  severity: 'error',
  why: 'The two are never equal: who subscribes with the argument gets nothing.',
  fix: 'compare with a value of the argument\'s type; "=" with one value, "in" with a list',
  check: ({ sources, events }) => matchedOf(sources, events).flatMap(problemOf),
};
