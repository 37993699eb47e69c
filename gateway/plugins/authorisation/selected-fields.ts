import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
} from 'graphql';
import { type BooleanVariable, conditionsOf, holds } from '../../operations/conditions.ts';
import type { InlinedSelectionSet } from '../../operations/inline-fragments.ts';

/** A place of an operation, and what is selected there of each type; read when the first object of it comes. */
export interface Place {
  readonly sets: readonly InlinedSelectionSet[];
  readonly fields: Map<GraphQLObjectType, readonly SelectedField[]>;
}

export interface SelectedField {
  readonly responseName: string;
  readonly name: string;
  readonly coordinate: string;
  /** Undefined for introspection. */
  readonly type: GraphQLOutputType | undefined;
  readonly below: Place;
}

/** Tells the fields that are selected at a place of an object of that type, in the order of the operation. */
export type SelectedFields = (place: Place, type: GraphQLObjectType) => readonly SelectedField[];

export const placeOf = (sets: readonly InlinedSelectionSet[]): Place => ({ sets, fields: new Map() });

export function createSelectedFields(schema: GraphQLSchema, isTrue: BooleanVariable): SelectedFields {
  function collect(type: GraphQLObjectType, set: InlinedSelectionSet, nodes: Map<string, FieldNode[]>): void {
    for (const selection of set.selections) {
      if (!holds(conditionsOf(selection.directives), isTrue)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        nodes.set(name, [...(nodes.get(name) ?? []), selection]);
      } else if (matches(schema, type, selection.typeCondition?.name.value))
        collect(type, selection.selectionSet as InlinedSelectionSet, nodes);
    }
  }

  return (place, type) => {
    const known = place.fields.get(type);
    if (known) return known;
    const nodes = new Map<string, FieldNode[]>();
    for (const set of place.sets) collect(type, set, nodes);
    const fields = [...nodes].map(([responseName, found]) => selectedField(type, responseName, found));
    place.fields.set(type, fields);
    return fields;
  };
}

/** The nodes select the same field: the operation is valid. */
function selectedField(
  type: GraphQLObjectType,
  responseName: string,
  nodes: readonly FieldNode[],
): SelectedField {
  const name = nodes[0]?.name.value ?? responseName;
  const sets = nodes.flatMap(({ selectionSet }) => (selectionSet as InlinedSelectionSet | undefined) ?? []);
  return {
    responseName,
    name,
    coordinate: `${type.name}.${name}`,
    type: type.getFields()[name]?.type,
    below: placeOf(sets),
  };
}

function matches(schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const expected = schema.getType(condition);
  return isAbstractType(expected) && schema.isSubType(expected, type);
}
