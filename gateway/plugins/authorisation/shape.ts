import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import { present } from 'platform/kernel/assert';
import { type BooleanVariable, conditionsOf, holds } from '../../operations/conditions.ts';
import type { InlinedOperation, InlinedSelectionSet } from '../../operations/inline-fragments.ts';
import type { Denies } from './filter.ts';

export interface ShapedData {
  readonly data: Record<string, unknown> | null;
  /** Paths of the objects that were hidden because of their type, once each; `@` for elements of a list. */
  readonly hidden: readonly (readonly string[])[];
}

interface Shaping {
  readonly schema: GraphQLSchema;
  readonly isTrue: BooleanVariable;
  readonly denies: Denies;
  readonly hidden: Map<string, readonly string[]>;
}

/**
 * Gives the data of a filtered operation the shape of the original one: the selected names in their order, null
 * where something was removed, and where null may not stand the object around it null. An object whose type is
 * denied is null too: neither its `__typename` nor its being there is told.
 */
export function shapeData(
  schema: GraphQLSchema,
  original: InlinedOperation,
  data: Record<string, unknown>,
  isTrue: BooleanVariable,
  denies: Denies,
): ShapedData {
  const shaping: Shaping = { schema, isTrue, denies, hidden: new Map() };
  const root = present(schema.getRootType(original.operation), 'a validated operation has a root type');
  const shaped = shapeObject(shaping, root, data, [original.selectionSet], []);
  return { data: shaped, hidden: [...shaping.hidden.values()] };
}

function shapeObject(
  shaping: Shaping,
  type: GraphQLObjectType,
  source: Record<string, unknown>,
  sets: readonly InlinedSelectionSet[],
  path: readonly string[],
): Record<string, unknown> | null {
  const shaped: Record<string, unknown> = {};
  for (const [name, nodes] of fieldsOf(shaping, type, sets)) {
    const [{ name: field }] = nodes;
    if (field.value === '__typename') shaped[name] = type.name;
    else if (field.value.startsWith('__')) shaped[name] = source[name];
    else {
      const definition = present(type.getFields()[field.value], 'a validated field exists');
      const inner = nodes.flatMap((node) =>
        node.selectionSet ? [node.selectionSet as InlinedSelectionSet] : [],
      );
      const value = shapeValue(shaping, definition.type, source[name], inner, [...path, name]);
      if (value === null && isNonNullType(definition.type)) return null;
      shaped[name] = value;
    }
  }
  return shaped;
}

/** Null for a value that is not there, and for one that a null inside has made impossible. */
function shapeValue(
  shaping: Shaping,
  type: GraphQLOutputType,
  value: unknown,
  sets: readonly InlinedSelectionSet[],
  path: readonly string[],
): unknown {
  if (isNonNullType(type)) return shapeValue(shaping, type.ofType, value, sets, path);
  if (value === null || value === undefined) return null;
  if (isListType(type)) return shapeList(shaping, type.ofType, value as unknown[], sets, [...path, '@']);
  if (!isCompositeType(type)) return value;
  const source = value as Record<string, unknown>;
  const runtime = isAbstractType(type) ? shaping.schema.getType(String(source.__typename)) : type;
  if (!isObjectType(runtime)) return null;
  if (shaping.denies(runtime.name)) {
    shaping.hidden.set(path.join('\n'), path);
    return null;
  }
  return shapeObject(shaping, runtime, source, sets, path);
}

function shapeList(
  shaping: Shaping,
  type: GraphQLOutputType,
  values: readonly unknown[],
  sets: readonly InlinedSelectionSet[],
  path: readonly string[],
): unknown[] | null {
  const shaped = values.map((value) => shapeValue(shaping, type, value, sets, path));
  return isNonNullType(type) && shaped.includes(null) ? null : shaped;
}

type Fields = Map<string, [FieldNode, ...FieldNode[]]>;

/** What is selected of an object of that type, by response name, in the order of the operation. */
function fieldsOf(shaping: Shaping, type: GraphQLObjectType, sets: readonly InlinedSelectionSet[]): Fields {
  const fields: Fields = new Map();
  for (const set of sets) collect(shaping, type, set, fields);
  return fields;
}

function collect(shaping: Shaping, type: GraphQLObjectType, set: InlinedSelectionSet, fields: Fields): void {
  for (const selection of set.selections) {
    if (!holds(conditionsOf(selection.directives), shaping.isTrue)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      const known = fields.get(name);
      if (known) known.push(selection);
      else fields.set(name, [selection]);
    } else if (matches(shaping.schema, type, selection.typeCondition?.name.value))
      collect(shaping, type, selection.selectionSet as InlinedSelectionSet, fields);
  }
}

function matches(schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const expected = schema.getType(condition);
  return isAbstractType(expected) && schema.isSubType(expected, type);
}
