import {
  type GraphQLField,
  type GraphQLNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { ApiSchema } from './api-schema.ts';
import type { Comparison } from './comparison.ts';
import { type Kept, kept } from './pairs.ts';
import { typeChange } from './type-change.ts';

type Field = Kept<GraphQLField<unknown, unknown>>;

/** Another type's field of the same name that has no longer the same shape. */
export interface ShapeConflict {
  readonly coordinate: string;
  readonly type: string;
}

/** The types whose fields stand side by side in a selection on the abstract type. */
function besideIn({ schema }: ApiSchema, abstract: GraphQLNamedType): readonly string[] {
  if (!isAbstractType(abstract)) return [];
  const possible = schema.getPossibleTypes(abstract);
  const interfaces = possible.flatMap((type) => type.getInterfaces());
  return [...new Set([...possible, ...interfaces, abstract].map(({ name }) => name))];
}

/** The types that an operation can select on beside this one; an object stands beside its interfaces. */
function typesBeside(api: ApiSchema, name: string): ReadonlySet<string> {
  const type = api.schema.getType(name);
  const own = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
  const scopes = Object.values(api.schema.getTypeMap()).map((abstract) => besideIn(api, abstract));
  const shared = scopes.filter((scope) => scope.includes(name)).flat();
  return new Set([...shared, ...own.map((other) => other.name)].filter((other) => other !== name));
}

const isAlike = (one: GraphQLField<unknown, unknown>, other: GraphQLField<unknown, unknown>): boolean => {
  const { stricter, looser } = typeChange(one.type, other.type);
  return !stricter && !looser;
};

/**
 * Fields of the same name that stand beside a field in a selection, were as nullable as it, and are no longer. An
 * operation that selects both is refused (GraphQL specification 5.3.2, SameResponseShape).
 */
export function shapeConflicts({ before, fields }: Comparison, field: Field): ShapeConflict[] {
  const [type = '', name] = field.coordinate.split('.');
  const beside = typesBeside(before, type);
  return kept(fields)
    .filter(({ coordinate }) => beside.has(coordinate.split('.')[0] ?? '') && coordinate.endsWith(`.${name}`))
    .filter((other) => isAlike(field.before, other.before) && !isAlike(field.after, other.after))
    .map(({ coordinate, after }) => ({ coordinate, type: String(after.type) }));
}

/** Fields that became non-null and are otherwise what they were. */
export const madeNonNull = (fields: Comparison['fields']): Field[] =>
  kept(fields).filter(({ before, after }) => {
    const { shape, stricter, looser } = typeChange(before.type, after.type);
    return stricter && !looser && !shape;
  });
