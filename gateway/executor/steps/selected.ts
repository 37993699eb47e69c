import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { present } from 'platform/kernel/assert';

/** What a fetch brings to a place, by response name, whatever the types there. */
export interface Selected {
  readonly leaves: ReadonlySet<string>;
  readonly inner: ReadonlyMap<string, Selected>;
}

interface Growing {
  readonly leaves: Set<string>;
  readonly inner: Map<string, Growing>;
}

/** Reads what a fetch selects where it is at work: its root fields, or the fields of its entities. */
export function selectedBy({ operation, requires, outputRewrites = [] }: FetchNode): Selected {
  const { definitions } = parse(operation, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  let root: OperationDefinitionNode | undefined;
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) root = definition;
  const names = renamed(outputRewrites);
  const selected = none();
  add(present(root, 'a fetch has an operation').selectionSet, selected);
  return requires ? (selected.inner.get('_entities') ?? none()) : selected;

  function add(set: SelectionSetNode, to: Growing): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet, to);
      else if (selection.kind === Kind.FRAGMENT_SPREAD)
        add(present(fragments.get(selection.name.value), 'a spread fragment exists').selectionSet, to);
      else {
        const name = selection.alias?.value ?? selection.name.value;
        addField(names.get(name) ?? name, selection.selectionSet, to);
      }
    }
  }

  function addField(name: string, set: SelectionSetNode | undefined, to: Growing): void {
    if (!set) return void to.leaves.add(name);
    const inner = to.inner.get(name) ?? none();
    to.inner.set(name, inner);
    add(set, inner);
  }
}

const none = (): Growing => ({ leaves: new Set(), inner: new Map() });

/** The planner's own aliases, which are unique in a fetch, and what they become. */
const renamed = (rewrites: readonly FetchDataRewrite[]): ReadonlyMap<string, string> =>
  new Map(
    rewrites.flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo]] : [],
    ),
  );
