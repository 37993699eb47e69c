import type { FetchNode } from '@apollo/query-planner';
import { Kind, type SelectionNode, type SelectionSetNode, visit } from 'graphql';
import { readFetch, withOperation } from './fetch-document.ts';

/**
 * A fetch that names no root type. A supergraph calls them Query and Mutation; it does not tell what its subgraphs call
 * them, so that `... on Query` would be an error in some.
 */
export function withoutRootTypes(fetch: FetchNode): FetchNode {
  if (!ON_ROOT_TYPE.test(fetch.operation)) return fetch;
  const unwrapped = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap(unwrap),
  });
  const unwrap = (selection: SelectionNode): readonly SelectionNode[] =>
    selection.kind === Kind.INLINE_FRAGMENT && isRootType(selection.typeCondition?.name.value ?? '')
      ? unwrapped(selection.selectionSet).selections
      : [selection];
  return withOperation(fetch, visit(readFetch(fetch), { SelectionSet: unwrapped }));
}

const ON_ROOT_TYPE = /\bon (Query|Mutation|Subscription)\b/;

const isRootType = (name: string): boolean => ['Query', 'Mutation', 'Subscription'].includes(name);
