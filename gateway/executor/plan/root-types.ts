import type { FetchNode } from '@apollo/query-planner';
import {
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

/**
 * A fetch that names no root type. A supergraph calls them Query and Mutation; it does not tell what its subgraphs call
 * them, so that `... on Query` would be an error in some.
 */
export function withoutRootTypes(fetch: FetchNode): FetchNode {
  if (!ON_ROOT_TYPE.test(fetch.operation)) return fetch;
  const document = parse(fetch.operation, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION && isRootType(definition.typeCondition.name.value))
      fragments.set(definition.name.value, definition);

  const inlined = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap(inlinedSelection),
  });
  function inlinedSelection(selection: SelectionNode): readonly SelectionNode[] {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (!isRootType(selection.typeCondition?.name.value ?? '')) return [selection];
      return inlined(selection.selectionSet).selections;
    }
    const fragment = fragments.get(selection.name.value);
    return fragment ? inlined(fragment.selectionSet).selections : [selection];
  }

  const without = visit(document, {
    FragmentDefinition: ({ name }) => (fragments.has(name.value) ? null : undefined),
    SelectionSet: inlined,
  });
  const { operationDocumentNode: _, ...rest } = fetch;
  return { ...rest, operation: stripIgnoredCharacters(print(without)) };
}

const ON_ROOT_TYPE = /\bon (Query|Mutation|Subscription)\b/;

const isRootType = (name: string): boolean => ['Query', 'Mutation', 'Subscription'].includes(name);
