import type { FetchNode } from '@apollo/query-planner';
import {
  doTypesOverlap,
  type GraphQLSchema,
  type InlineFragmentNode,
  isCompositeType,
  parse,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { TYPENAME } from '../../operations/typename-field.ts';
import { withOperation } from './fetch-document.ts';

/**
 * A fetch without what it asks of members that its subgraph lacks: they were given to it for planning alone
 * (absent-members.ts). Nothing of them can come from there.
 */
export function withoutAbsent(fetch: FetchNode, schema: GraphQLSchema): FetchNode {
  const types = new TypeInfo(schema);
  const canApply = ({ typeCondition }: InlineFragmentNode): boolean => {
    const around = types.getParentType();
    const condition = schema.getType(typeCondition?.name.value ?? around?.name ?? '');
    if (!around) return true;
    return isCompositeType(condition) && doTypesOverlap(schema, around, condition);
  };
  const document = visit(
    parse(fetch.operation, { noLocation: true }),
    visitWithTypeInfo(types, {
      InlineFragment: (node) => (canApply(node) ? undefined : null),
      SelectionSet: { leave: atLeastTheType },
    }),
  );
  return withOperation(fetch, document);
}

const atLeastTheType = (set: SelectionSetNode): SelectionSetNode | undefined =>
  set.selections.length === 0 ? { ...set, selections: [TYPENAME] } : undefined;
