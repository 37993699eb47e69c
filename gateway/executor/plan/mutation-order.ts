import { type DocumentNode, Kind, type OperationDefinitionNode, OperationTypeNode, visit } from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';
import { collectFields, selectionsOf } from '../shape/fields.ts';

/**
 * A document whose mutations stand one after the other, in no fragment. Those in fragments the planner takes first, and
 * so changes the order in which they are executed.
 */
export function withMutationsInOrder({ schema }: SupergraphState, document: DocumentNode): DocumentNode {
  const type = schema.getMutationType();
  if (!type) return document;
  const selections = selectionsOf(schema, document);
  return visit(document, {
    OperationDefinition(node): OperationDefinitionNode | false {
      if (node.operation !== OperationTypeNode.MUTATION) return false;
      const fields = [...collectFields(selections, type, [node.selectionSet]).values()].flat();
      return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: fields } };
    },
    FragmentDefinition: () => false,
  });
}
