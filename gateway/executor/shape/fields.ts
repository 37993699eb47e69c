import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { present } from 'platform/kernel/assert';

/** What is needed to read selections. */
export interface Selections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

export function selectionsOf(schema: GraphQLSchema, { definitions }: DocumentNode): Selections {
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return { schema, fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])) };
}

/** The fragment itself, or the one that is spread. */
export const fragmentOf = (
  { fragments }: Selections,
  node: InlineFragmentNode | FragmentSpreadNode,
): InlineFragmentNode | FragmentDefinitionNode =>
  node.kind === Kind.INLINE_FRAGMENT
    ? node
    : present(fragments.get(node.name.value), 'a spread fragment exists');

type Nodes = [FieldNode, ...FieldNode[]];

/** CollectFields of the specification (section 6.3.2): the fields of one type by response name, in their order. */
export function collectFields(
  selections: Selections,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, Nodes> {
  const fields = new Map<string, Nodes>();
  const spread = new Set<string>();
  const add = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const known = fields.get(name);
        if (known) known.push(selection);
        else fields.set(name, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
      }
      const { typeCondition, selectionSet } = fragmentOf(selections, selection);
      if (applies(selections.schema, type, typeCondition?.name.value)) add(selectionSet);
    }
  };
  sets.forEach(add);
  return fields;
}

/** Whether every object of the type fulfils a condition; that it is of one certain type only the object itself tells. */
export function applies(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  condition: string | undefined,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wider = schema.getType(condition);
  const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  return isAbstractType(wider) && objects.every((object) => schema.isSubType(wider, object as never));
}

/** True when it depends on what object of the type there is which fields are selected, or when its type is asked for. */
export function dependsOnType(
  selections: Selections,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
): boolean {
  return sets.some((set) =>
    set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
      const { typeCondition, selectionSet } = fragmentOf(selections, selection);
      const isForAll = applies(selections.schema, type, typeCondition?.name.value);
      return !isForAll || dependsOnType(selections, type, [selectionSet]);
    }),
  );
}
