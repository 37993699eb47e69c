import {
  doTypesOverlap,
  GraphQLBoolean,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLNonNull,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { Choices } from '../choices.ts';
import { inputValue } from './values.ts';
import type { Variables } from './variables.ts';

/** Bounds of an operation; plans grow fast with it. */
const MAX_SELECTIONS = 40;
const MAX_DEPTH = 5;
const MAX_PER_SET = 4;

const ALIAS_RATE = 0.25;
const ARGUMENT_RATE = 0.6;
const CONDITION_RATE = 0.1;
const NO_TYPE_CONDITION_RATE = 0.2;
const REPEAT_RATE = 0.1;
const REUSE_RATE = 0.5;
const ALIASES = ['x', 'y', 'id', 'f0', 'f1', '_1'];

const FIELD = 0;
const TYPENAME = 1;
const INLINE = 2;
const SPREAD = 3;
/** Of ten selections so many are of each kind. */
const KINDS = [FIELD, FIELD, FIELD, FIELD, FIELD, FIELD, TYPENAME, INLINE, INLINE, SPREAD];
const KINDS_OF_UNION = [TYPENAME, INLINE, INLINE, SPREAD];

/** Writes selections, and keeps the fragments that they spread. */
export interface Writer {
  selectionSet(type: GraphQLCompositeType): string;
  fragments(): string;
}

export function createWriter(schema: GraphQLSchema, c: Choices, variables: Variables): Writer {
  const fragments: { readonly name: string; readonly type: GraphQLCompositeType; readonly text: string }[] =
    [];
  const composites = Object.values(schema.getTypeMap())
    .filter(isCompositeType)
    .filter(({ name }) => !name.startsWith('__'));
  const overlapping = (type: GraphQLCompositeType) =>
    composites.filter((other) => doTypesOverlap(schema, type, other));
  let left = MAX_SELECTIONS;

  function selectionSet(type: GraphQLCompositeType, depth = MAX_DEPTH): string {
    const count = Math.min(1 + c.below(MAX_PER_SET), Math.max(left, 1));
    const selections = Array.from({ length: count }, () => selection(type, depth));
    const repeated = c.some(selections, REPEAT_RATE);
    return `{ ${[...selections, ...repeated].join(' ')} }`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    left -= 1;
    if (left < 0) return '__typename';
    const kind = c.pick(isUnionType(type) ? KINDS_OF_UNION : KINDS);
    if (kind === TYPENAME || depth === 0) return `${alias()}__typename${condition()}`;
    if (kind === SPREAD) return `...${fragmentOn(type, depth)}${condition()}`;
    if (kind === FIELD && !isUnionType(type)) return field(Object.values(type.getFields()), depth);
    if (c.chance(NO_TYPE_CONDITION_RATE)) return `...${condition()} ${selectionSet(type, depth - 1)}`;
    const other = c.pick(overlapping(type));
    return `... on ${other.name}${condition()} ${selectionSet(other, depth - 1)}`;
  }

  function field(fields: readonly GraphQLField<unknown, unknown>[], depth: number): string {
    const { name, args, type } = c.pick(fields);
    const given = args.filter((arg) => isRequiredArgument(arg) || c.chance(ARGUMENT_RATE));
    const values = given.map((arg) => `${arg.name}: ${variables.write(arg.type, inputValue(c, arg.type))}`);
    const below = getNamedType(type);
    const selected = isCompositeType(below) ? ` ${selectionSet(below, depth - 1)}` : '';
    return `${alias()}${name}${values.length > 0 ? `(${values.join(', ')})` : ''}${condition()}${selected}`;
  }

  /** The name of a fragment that may be spread on the type, known or new. */
  function fragmentOn(type: GraphQLCompositeType, depth: number): string {
    const known = fragments.filter((fragment) => doTypesOverlap(schema, fragment.type, type));
    if (known.length > 0 && c.chance(REUSE_RATE)) return c.pick(known).name;
    const own = c.pick([type, ...overlapping(type)]);
    const text = selectionSet(own, depth - 1);
    const name = `F${fragments.length}`;
    fragments.push({ name, type: own, text });
    return name;
  }

  const alias = (): string => (c.chance(ALIAS_RATE) ? `${c.pick(ALIASES)}: ` : '');

  function condition(): string {
    if (!c.chance(CONDITION_RATE)) return '';
    const value = variables.write(new GraphQLNonNull(GraphQLBoolean), c.chance(0.5));
    return ` @${c.pick(['include', 'skip'])}(if: ${value})`;
  }

  return {
    selectionSet,
    fragments: () =>
      fragments.map(({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`).join('\n'),
  };
}
