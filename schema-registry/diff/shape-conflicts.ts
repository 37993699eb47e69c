import { type GraphQLField, type GraphQLSchema, getNamedType, isAbstractType } from 'graphql';
import type { Comparison } from './comparison.ts';
import { ownerOf } from './coordinates.ts';
import { type Kept, kept } from './pairs.ts';
import { typeChange } from './type-change.ts';

type Field = Kept<GraphQLField<unknown, unknown>>;

/** Names of types whose fields an operation can select side by side. */
type Scope = ReadonlySet<string>;

/** On an abstract type: its objects, their interfaces, itself. By each type that is in it. */
function scopesByType(schema: GraphQLSchema): ReadonlyMap<string, readonly Scope[]> {
  const scopes = new Map<string, Scope[]>();
  for (const abstract of Object.values(schema.getTypeMap()).filter(isAbstractType)) {
    const possible = schema.getPossibleTypes(abstract);
    const interfaces = possible.flatMap((type) => type.getInterfaces());
    const scope = new Set([abstract, ...possible, ...interfaces].map(({ name }) => name));
    for (const name of scope) scopes.set(name, [...(scopes.get(name) ?? []), scope]);
  }
  return scopes;
}

/** Lists and non-null alone: `[String!]` is `[_!]`. */
const shapeOf = ({ type }: GraphQLField<unknown, unknown>): string =>
  String(type).replace(getNamedType(type).name, '_');

const fieldName = (coordinate: string): string => coordinate.slice(coordinate.indexOf('.') + 1);

/** Fields of one name that were of one shape: those that could stand together. */
const alikeBefore = ({ coordinate, before }: Field): string => `${fieldName(coordinate)} ${shapeOf(before)}`;

/** Of fields that were alike, each with those that are not like it now; most often none. */
function partedNow(fields: readonly Field[]): { readonly field: Field; readonly others: readonly Field[] }[] {
  const byShape = Map.groupBy(fields, ({ after }) => shapeOf(after));
  if (byShape.size < 2) return [];
  return [...byShape.values()].flatMap((alike) => {
    const same = new Set(alike);
    const others = fields.filter((field) => !same.has(field));
    return alike.map((field) => ({ field, others }));
  });
}

/** Fields that became non-null and are otherwise what they were. */
export const madeNonNull = (fields: readonly Field[]): Field[] =>
  fields.filter(({ before, after }) => {
    const { shape, stricter, looser } = typeChange(before.type, after.type);
    return stricter && !looser && !shape;
  });

/**
 * By the coordinate of each field that became non-null: the fields of the same name that can stand beside it in a
 * selection, were of its shape, and are no longer. An operation that selects both is refused (GraphQL specification
 * 5.3.2, SameResponseShape).
 */
export function shapeConflicts({ before, fields }: Comparison): ReadonlyMap<string, readonly Field[]> {
  const all = kept(fields);
  const changed = new Set(madeNonNull(all));
  if (changed.size === 0) return new Map();
  const scopes = scopesByType(before.schema);
  const parted = [...Map.groupBy(all, alikeBefore).values()].flatMap(partedNow);
  const conflicts = parted.flatMap(({ field, others }): [string, Field[]][] => {
    const own = scopes.get(ownerOf(field.coordinate)) ?? [];
    const beside = ({ coordinate }: Field) => own.some((scope) => scope.has(ownerOf(coordinate)));
    return changed.has(field) ? [[field.coordinate, others.filter(beside)]] : [];
  });
  return new Map(conflicts.filter(([, others]) => others.length > 0));
}
