import {
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLScalarType,
  type GraphQLSchema,
  isEnumType,
} from 'graphql';
import { isTooDeep } from '../depth.ts';
import { quote } from '../quote.ts';

/** How values of a scalar or enum are checked. What a subgraph sends is a result already: it is not converted. */
export interface Leaf {
  /** The value to show; undefined for one that the type does not have, null for a hidden one. Never called with null. */
  read(value: unknown): unknown;
  /** The same as JSON; undefined likewise. */
  write(value: unknown): string | undefined;
}

const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);

const leafOf = (
  accepts: (value: unknown) => boolean,
  write: (value: never) => string = String as never,
): Leaf => ({
  read: (value) => (accepts(value) ? value : undefined),
  write: (value) => (accepts(value) ? write(value as never) : undefined),
});

const isText = (value: unknown): boolean => typeof value === 'string';
const isInt = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value <= MAX_INT && value >= MIN_INT;

const idText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : undefined;
};

/** The scalars of the specification (section 3.5); an ID may come as an integer and is shown as text. */
const BUILT_IN: Readonly<Record<string, Leaf>> = {
  String: leafOf(isText, quote),
  Boolean: leafOf((value) => typeof value === 'boolean'),
  Int: leafOf(isInt),
  Float: leafOf(Number.isFinite),
  ID: {
    read: idText,
    write: (value) => {
      const text = idText(value);
      return text === undefined ? undefined : quote(text);
    },
  },
};

/** Whatever JSON can say again. */
const isJson = (value: unknown): boolean =>
  typeof value === 'number' ? Number.isFinite(value) : !isTooDeep(value);

const ANYTHING: Leaf = leafOf(isJson, JSON.stringify);

/**
 * An enum has the values that clients may see; one that is @inaccessible, which only `supergraph` has, is shown as null.
 * Of a scalar of the schema's own only its subgraph knows the values.
 */
export function compileLeaf(type: GraphQLScalarType | GraphQLEnumType, supergraph: GraphQLSchema): Leaf {
  if (isEnumType(type)) return enumLeaf(valuesOf(type), valuesOf(supergraph.getType(type.name)));
  return (Object.hasOwn(BUILT_IN, type.name) && BUILT_IN[type.name]) || ANYTHING;
}

const valuesOf = (type: GraphQLNamedType | undefined): ReadonlySet<unknown> =>
  new Set(isEnumType(type) ? type.getValues().map(({ name }) => name) : []);

const enumLeaf = (shown: ReadonlySet<unknown>, all: ReadonlySet<unknown>): Leaf => ({
  read: (value) => (shown.has(value) ? value : all.has(value) ? null : undefined),
  write: (value) => (shown.has(value) ? `"${value}"` : all.has(value) ? 'null' : undefined),
});
