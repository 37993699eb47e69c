import { type GraphQLInputType, isNonNullType } from 'graphql';
import type { Choices } from '../choices.ts';
import { literal } from './literal.ts';

const VARIABLE_RATE = 0.25;
const DEFAULT_RATE = 0.4;
const OMIT_RATE = 0.3;
const STRICTER_RATE = 0.3;

/** The variables of an operation while it is written. */
export interface Variables {
  /** A value as the document has it: here and there, also inside it, by a variable. */
  write(type: GraphQLInputType, value: unknown): string;
  /** All that were declared, in parentheses; empty when there are none. */
  declarations(): string;
  readonly values: Readonly<Record<string, unknown>>;
}

export function createVariables(c: Choices): Variables {
  const declarations: string[] = [];
  const values: Record<string, unknown> = {};

  function declare(type: GraphQLInputType, value: unknown): string {
    const name = `v${declarations.length}`;
    const hasDefault = value !== null && c.chance(DEFAULT_RATE);
    const isStrict = !hasDefault && (isNonNullType(type) || (value !== null && c.chance(STRICTER_RATE)));
    const nullable = isNonNullType(type) ? type.ofType : type;
    declarations.push(
      `$${name}: ${nullable}${isStrict ? '!' : ''}${hasDefault ? ` = ${literal(type, value)}` : ''}`,
    );
    if (isStrict || !c.chance(OMIT_RATE)) values[name] = value;
    return `$${name}`;
  }

  const write = (type: GraphQLInputType, value: unknown): string =>
    c.chance(VARIABLE_RATE) ? declare(type, value) : literal(type, value, write);

  return {
    write,
    declarations: () => (declarations.length > 0 ? `(${declarations.join(', ')})` : ''),
    values,
  };
}
