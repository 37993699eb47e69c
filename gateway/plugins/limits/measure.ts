import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode, visit } from 'graphql';

/** The size of a document that may not be valid: fragments may be missing or spread themselves. */
export interface DocumentSize {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Of the longest list in an argument. */
  readonly listItems: number;
}

export function measure(document: DocumentNode): DocumentSize {
  const { depthOf, fieldsIn } = createShape(document);
  const size = { depth: 0, aliases: 0, rootFields: 0, directives: 0, listItems: 0 };
  visit(document, {
    OperationDefinition({ selectionSet }) {
      size.depth = Math.max(size.depth, depthOf(selectionSet));
      size.rootFields = Math.max(size.rootFields, fieldsIn(selectionSet));
    },
    Field({ alias }) {
      if (alias) size.aliases += 1;
    },
    Directive() {
      size.directives += 1;
    },
    ListValue({ values }) {
      size.listItems = Math.max(size.listItems, values.length);
    },
  });
  return size;
}

/** Depth and width through fragments, each fragment looked at once; one that spreads itself counts as empty inside. */
function createShape(document: DocumentNode) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const depths = new Map<string, number>();
  const widths = new Map<string, number>();

  const depthOf = (set: SelectionSetNode): number =>
    Math.max(
      ...set.selections.map((selection) => {
        if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(depths, selection.name.value, depthOf);
        if (selection.kind === Kind.INLINE_FRAGMENT) return depthOf(selection.selectionSet);
        return 1 + (selection.selectionSet ? depthOf(selection.selectionSet) : 0);
      }),
    );

  const fieldsIn = (set: SelectionSetNode): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return sum + ofFragment(widths, selection.name.value, fieldsIn);
      return sum + (selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : 1);
    }, 0);

  function ofFragment(
    known: Map<string, number>,
    name: string,
    of: (set: SelectionSetNode) => number,
  ): number {
    const fragment = fragments.get(name);
    const value = known.get(name);
    if (!fragment || value !== undefined) return value ?? 0;
    known.set(name, 0);
    const measured = of(fragment.selectionSet);
    known.set(name, measured);
    return measured;
  }

  return { depthOf, fieldsIn };
}
