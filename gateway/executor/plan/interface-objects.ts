import {
  type DocumentNode,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isInterfaceType,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { TYPENAME } from '../../operations/typename-field.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import { collectFields, fragmentOf, type Selections, selectionsOf } from '../shape/fields.ts';

/**
 * Where a subgraph knows an interface only as an object (`@interfaceObject`), the planner takes fragments on what
 * implements it, but fails on those on other interfaces and on unions. These become one fragment for each object type
 * that they apply to.
 */
export function openFragments(
  { schema, supergraphSchema }: SupergraphState,
  document: DocumentNode,
): DocumentNode {
  const asObjects = interfaceObjectsOf(supergraphSchema);
  if (asObjects.size === 0) return document;
  const selections = selectionsOf(schema, document);
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet(set) {
        const parent = types.getParentType();
        if (!isInterfaceType(parent) || !asObjects.has(parent.name)) return undefined;
        return { ...set, selections: set.selections.flatMap((node) => open(selections, parent, node)) };
      },
    }),
  );
}

function open(
  selections: Selections,
  parent: GraphQLInterfaceType,
  node: SelectionNode,
): readonly SelectionNode[] {
  if (node.kind === Kind.FIELD) return [node];
  const { schema } = selections;
  const { typeCondition, selectionSet } = fragmentOf(selections, node);
  const condition = typeCondition && schema.getType(typeCondition.name.value);
  if (!isAbstractType(condition) || condition === parent) return [node];
  const types = schema.getPossibleTypes(parent).filter((type) => schema.isSubType(condition, type));
  return types.map((type) =>
    onType(type, [...collectFields(selections, type, [selectionSet]).values()].flat()),
  );
}

const onType = ({ name }: GraphQLObjectType, fields: readonly FieldNode[]): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
  selectionSet: { kind: Kind.SELECTION_SET, selections: fields.length > 0 ? fields : [TYPENAME] },
});

const known = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** Whether some subgraph knows an interface as an object only. */
export const hasInterfaceObjects = (supergraph: GraphQLSchema): boolean =>
  interfaceObjectsOf(supergraph).size > 0;

/** The interfaces that are an object to some subgraph. */
function interfaceObjectsOf(supergraph: GraphQLSchema): ReadonlySet<string> {
  const found = known.get(supergraph) ?? new Set(findInterfaceObjects(supergraph));
  known.set(supergraph, found);
  return found;
}

const findInterfaceObjects = (supergraph: GraphQLSchema): readonly string[] =>
  Object.values(supergraph.getTypeMap())
    .filter(isInterfaceType)
    .filter(({ astNode }) =>
      astNode?.directives?.some(
        ({ name, arguments: given }) =>
          name.value === 'join__type' &&
          given?.some((argument) => argument.name.value === 'isInterfaceObject'),
      ),
    )
    .map(({ name }) => name);
