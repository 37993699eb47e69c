import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { limitExceeded } from 'platform/errors/errors';

/** Fragments that spread fragments grow exponentially: an operation that grows beyond this is refused. */
export const MAX_SELECTIONS = 10_000;

/** An operation without fragment spreads: each selection is a node of its own and stands in one place. */
export interface InlinedOperation extends OperationDefinitionNode {
  readonly selectionSet: InlinedSelectionSet;
}
export interface InlinedSelectionSet extends SelectionSetNode {
  readonly selections: readonly (FieldNode | InlineFragmentNode)[];
}

type FindFragment = (name: string) => FragmentDefinitionNode;

/**
 * Puts each fragment where it is spread. The document must be valid. Throws LIMIT_EXCEEDED when the
 * result has more than MAX_SELECTIONS selections.
 */
export function inlineFragments(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): InlinedOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const budget = { left: MAX_SELECTIONS };
  const find: FindFragment = (name) => fragments.get(name) as FragmentDefinitionNode;
  return { ...operation, selectionSet: inlineSet(operation.selectionSet, find, budget) };
}

function inlineSet(set: SelectionSetNode, find: FindFragment, budget: { left: number }): InlinedSelectionSet {
  return { ...set, selections: set.selections.map((selection) => inlineSelection(selection, find, budget)) };
}

function inlineSelection(
  selection: SelectionNode,
  find: FindFragment,
  budget: { left: number },
): FieldNode | InlineFragmentNode {
  if (budget.left-- <= 0) throw limitExceeded('selections', MAX_SELECTIONS);
  if (selection.kind === Kind.FRAGMENT_SPREAD) return inlineSpread(selection, find, budget);
  const selectionSet = selection.selectionSet && inlineSet(selection.selectionSet, find, budget);
  return { ...selection, selectionSet } as FieldNode | InlineFragmentNode;
}

function inlineSpread(
  spread: FragmentSpreadNode,
  find: FindFragment,
  budget: { left: number },
): InlineFragmentNode {
  const { typeCondition, selectionSet } = find(spread.name.value);
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition,
    directives: spread.directives,
    selectionSet: inlineSet(selectionSet, find, budget),
  };
}
