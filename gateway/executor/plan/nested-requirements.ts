import {
  type DocumentNode,
  type GraphQLCompositeType,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';
import { requirementsOf } from './requirements.ts';

/**
 * A document that asks also for what its fields require, where that requires something itself. On its own the planner
 * loses what such a field requires when it is of a subgraph that it has to come back to.
 */
export function withNestedRequirements(state: SupergraphState, document: DocumentNode): DocumentNode {
  const requirements = requirementsOf(state);
  const types = new TypeInfo(state.schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave(set: SelectionSetNode) {
          const parent = types.getParentType();
          const required = parent ? set.selections.flatMap((selection) => beside(parent, selection)) : [];
          return required.length === 0 ? undefined : { ...set, selections: [...set.selections, ...required] };
        },
      },
    }),
  );

  function beside(parent: GraphQLCompositeType, selection: SelectionNode): readonly SelectionNode[] {
    if (selection.kind !== Kind.FIELD) return [];
    const own = requirements.inTurn(parent.name, selection.name.value)?.selections ?? [];
    const members = isAbstractType(parent) ? state.schema.getPossibleTypes(parent) : [];
    const ofMembers = members.flatMap(({ name }) => {
      const selectionSet = requirements.inTurn(name, selection.name.value);
      return selectionSet ? [onType(name, selectionSet)] : [];
    });
    return [...own, ...ofMembers];
  }
}

const onType = (name: string, selectionSet: SelectionSetNode): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
  selectionSet,
});
