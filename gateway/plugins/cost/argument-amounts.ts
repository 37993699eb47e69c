import { type FieldNode, type GraphQLField, getArgumentValues, visit } from 'graphql';
import type { Amount, Numbers } from './amount.ts';

type Values = Readonly<Record<string, unknown>>;

/** What depends on the arguments of an operation's fields: found at once where they are literals, else per request. */
export interface ArgumentAmounts {
  /** What `of` makes of the arguments of a field, with their defaults. */
  amount(field: GraphQLField<unknown, unknown>, node: FieldNode, of: (args: Values) => number): Amount;
  /** The variables that were met in arguments. */
  readonly variables: ReadonlySet<string>;
  /** What all amounts need of a request. `values` are the coerced values of at least these variables. */
  numbersOf(values: Values): Numbers;
}

export function createArgumentAmounts(): ArgumentAmounts {
  const variables = new Set<string>();
  const found: ((values: Values) => number)[] = [];
  return {
    amount(field, node, of) {
      const used = variablesIn(node);
      if (used.length === 0) return of(getArgumentValues(field, node));
      for (const name of used) variables.add(name);
      const place = found.push((values) => of(getArgumentValues(field, node, values))) - 1;
      return (numbers) => numbers[place] as number;
    },
    variables,
    numbersOf: (values) => (found.length === 0 ? NO_NUMBERS : found.map((number) => number(values))),
  };
}

const NO_NUMBERS: Numbers = [];

function variablesIn({ arguments: given = [] }: FieldNode): readonly string[] {
  const names: string[] = [];
  for (const argument of given) visit(argument, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}
