import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { TYPENAME } from '../../operations/typename-field.ts';
import type { SupergraphState } from '../../supergraph/state.ts';

/**
 * A document that asks for the type of each object which may be of a type that is @inaccessible: such an object is not
 * shown, also where only fields are asked for that others have too.
 */
export function withTypesOfHidden(state: SupergraphState, document: DocumentNode): DocumentNode {
  const hiding = hidingTypes(state);
  if (hiding.size === 0) return document;
  const types = new TypeInfo(state.schema);
  const ask = (set: SelectionSetNode): SelectionSetNode | undefined =>
    hiding.has(types.getParentType()?.name ?? '')
      ? { ...set, selections: [TYPENAME, ...set.selections] }
      : undefined;
  return visit(document, visitWithTypeInfo(types, { SelectionSet: { leave: ask } }));
}

const known = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** The unions and interfaces that clients see, with members that they do not see. */
function hidingTypes({ schema, supergraphSchema }: SupergraphState): ReadonlySet<string> {
  const names = known.get(schema) ?? new Set(abstractNames(schema).filter(hides));
  known.set(schema, names);
  return names;

  function hides(name: string): boolean {
    const type = supergraphSchema.getType(name);
    const members = isAbstractType(type) ? supergraphSchema.getPossibleTypes(type) : [];
    return members.some((member) => !schema.getType(member.name));
  }
}

const abstractNames = (schema: GraphQLSchema): readonly string[] =>
  Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map(({ name }) => name);
