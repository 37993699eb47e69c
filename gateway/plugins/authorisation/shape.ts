import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { present } from 'platform/kernel/assert';
import type { BooleanVariable } from '../../operations/conditions.ts';
import type { InlinedOperation } from '../../operations/inline-fragments.ts';
import type { Denies } from './filter.ts';
import { createSelectedFields, type Place, placeOf, type SelectedField } from './selected-fields.ts';

/** Where a value stands in an answer: response names and indices. */
export type Path = readonly (string | number)[];

type Source = Readonly<Record<string, unknown>>;

export interface ShapedData {
  readonly data: Source | null;
  /** The objects that were hidden because of their type. */
  readonly hidden: readonly Path[];
}

/**
 * Gives the data of a filtered operation the shape of the original one: the selected names in their order, null
 * where something was removed, and where null may not stand the object around it null. An object whose type is
 * denied is null too: neither its `__typename` nor its being there is told.
 */
export function shapeData(
  schema: GraphQLSchema,
  original: InlinedOperation,
  data: Source,
  isTrue: BooleanVariable,
  denies: Denies,
): ShapedData {
  const hidden: Path[] = [];
  const at: (string | number)[] = [];
  const fieldsOf = createSelectedFields(schema, isTrue);
  const root = present(schema.getRootType(original.operation), 'a validated operation has a root type');
  return { data: shapeObject(root, data, placeOf([original.selectionSet])), hidden };

  function shapeObject(type: GraphQLObjectType, source: Source, place: Place): Source | null {
    const shaped: Record<string, unknown> = Object.create(null);
    for (const field of fieldsOf(place, type)) {
      const value = shapeField(type, field, source[field.responseName]);
      if (value === null && isNonNullType(field.type)) return null;
      shaped[field.responseName] = value;
    }
    return shaped;
  }

  function shapeField(parent: GraphQLObjectType, field: SelectedField, value: unknown): unknown {
    const { responseName, name, coordinate, type: expected, below } = field;
    if (name === '__typename') return parent.name;
    if (!expected) return value;
    // It was not asked for; should it have come all the same, as a key does, it is not shown.
    if (denies(coordinate)) return null;
    return within(responseName, () => shapeValue(expected, value, below));
  }

  /** Null for a value that is not there, and for one that a null inside has made impossible. */
  function shapeValue(type: GraphQLOutputType, value: unknown, place: Place): unknown {
    if (isNonNullType(type)) return shapeValue(type.ofType, value, place);
    if (value === null || value === undefined) return null;
    if (isListType(type)) return shapeList(type.ofType, value as unknown[], place);
    if (!isCompositeType(type)) return value;
    const source = value as Source;
    const runtime = isAbstractType(type) ? schema.getType(String(source.__typename)) : type;
    if (!isObjectType(runtime)) return null;
    if (!denies(runtime.name)) return shapeObject(runtime, source, place);
    hidden.push([...at]);
    return null;
  }

  function shapeList(type: GraphQLOutputType, values: readonly unknown[], place: Place): unknown[] | null {
    const shaped = values.map((value, index) => within(index, () => shapeValue(type, value, place)));
    return isNonNullType(type) && shaped.includes(null) ? null : shaped;
  }

  function within(key: string | number, shape: () => unknown): unknown {
    at.push(key);
    const shaped = shape();
    at.pop();
    return shaped;
  }
}
