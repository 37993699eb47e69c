import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
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
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selections.schema, type, selection.typeCondition?.name.value))
          add(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = present(selections.fragments.get(selection.name.value), 'a spread fragment exists');
        if (applies(selections.schema, type, fragment.typeCondition.name.value)) add(fragment.selectionSet);
      }
    }
  };
  sets.forEach(add);
  return fields;
}

function applies(schema: GraphQLSchema, type: GraphQLNamedType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const expected = schema.getType(condition);
  return isAbstractType(expected) && 'getFields' in type && schema.isSubType(expected, type as never);
}

/** True when it depends on an object's type which fields are selected, or when its name is asked for. */
export function dependsOnType(sets: readonly SelectionSetNode[]): boolean {
  return sets.some((set) =>
    set.selections.some(
      (selection) => selection.kind !== Kind.FIELD || selection.name.value === '__typename',
    ),
  );
}
