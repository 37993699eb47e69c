import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  Kind,
  type ValueNode,
  valueFromAST,
  visit,
} from 'graphql';
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
      const argumentsOf = argumentReader(field, node);
      const used = (node.arguments ?? []).flatMap(({ value }) => variablesIn(value));
      if (used.length === 0) return of(argumentsOf({}));
      for (const name of used) variables.add(name);
      const place = found.push((values) => of(argumentsOf(values))) - 1;
      return (numbers) => numbers[place] as number;
    },
    variables,
    numbersOf: (values) => (found.length === 0 ? NO_NUMBERS : found.map((number) => number(values))),
  };
}

const NO_NUMBERS: Numbers = [];

type Read = (values: Values) => unknown;

function argumentReader(
  { args }: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (values: Values) => Values {
  const given = new Map(node.arguments?.map(({ name, value }) => [name.value, value]));
  const readers = args.map(
    (argument) => [argument.name, reader(argument, given.get(argument.name))] as const,
  );
  return (values) => {
    const read: Record<string, unknown> = {};
    for (const [name, of] of readers) read[name] = of(values);
    return read;
  };
}

function reader({ type, defaultValue }: GraphQLArgument, value: ValueNode | undefined): Read {
  if (!value) return () => defaultValue;
  if (value.kind === Kind.VARIABLE) {
    const { value: name } = value.name;
    return (values) => (Object.hasOwn(values, name) ? values[name] : defaultValue);
  }
  if (variablesIn(value).length > 0) return (values) => valueFromAST(value, type, values);
  const literal = valueFromAST(value, type);
  return () => literal;
}

function variablesIn(value: ValueNode): readonly string[] {
  const names: string[] = [];
  visit(value, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}
