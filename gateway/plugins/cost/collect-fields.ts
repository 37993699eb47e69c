import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { applies } from '../../executor/shape/fields.ts';
import { type BooleanVariable, conditionsOf, holds } from '../../operations/conditions.ts';

/** The fields of an object of `type` by response name, each with all the nodes that select it; no introspection. */
export function collectFields(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  isTrue: BooleanVariable,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!holds(conditionsOf(selection.directives), isTrue)) continue;
      if (selection.kind === Kind.FIELD) add(fields, selection);
      else if (
        selection.kind === Kind.INLINE_FRAGMENT &&
        applies(schema, type, selection.typeCondition?.name.value)
      )
        collect(selection.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  return fields;
}

function add(fields: Map<string, FieldNode[]>, node: FieldNode): void {
  if (node.name.value.startsWith('__')) return;
  const name = node.alias?.value ?? node.name.value;
  const nodes = fields.get(name);
  if (nodes) nodes.push(node);
  else fields.set(name, [node]);
}
