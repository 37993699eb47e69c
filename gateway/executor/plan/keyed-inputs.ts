import { isInterfaceObjectType, type Schema } from '@apollo/federation-internals';
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';
import { keysOf } from './keys.ts';

/**
 * A fetch that sends no object without a key. For a field of an interface object that is asked for of some types alone,
 * the planner takes the key of these, but what the field requires of all: the others were not asked for.
 */
export function withKeyedInputs({ planned }: SupergraphState, fetch: FetchNode): FetchNode {
  const schema = planned.subgraphs().get(fetch.serviceName)?.schema;
  const fragments = fetch.requires?.filter(isFragment) ?? [];
  if (!schema || fragments.length < 2) return fetch;
  return { ...fetch, requires: fragments.flatMap(narrowed) };

  function narrowed(fragment: Fragment): readonly Fragment[] {
    const keys = keysOfInterfaceObject(schema as Schema, fragment.typeCondition ?? '');
    const isKeyed = ({ selections }: Fragment) => keys.some((key) => has(selections, key));
    if (keys.length === 0 || isKeyed(fragment)) return [fragment];
    return fragments.filter(isKeyed).map(({ typeCondition }) => ({ ...fragment, typeCondition }));
  }
}

type Fragment = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

const isFragment = (node: QueryPlanSelectionNode): node is Fragment => node.kind === 'InlineFragment';

function keysOfInterfaceObject(schema: Schema, name: string): readonly SelectionSetNode[] {
  const type = schema.type(name);
  return type && isInterfaceObjectType(type) ? keysOf(schema, name) : [];
}

/** By the names of the fields; what is below them goes with them. */
const has = (selections: readonly QueryPlanSelectionNode[], key: SelectionSetNode): boolean =>
  key.selections.every(
    (field) =>
      field.kind === Kind.FIELD &&
      selections.some((selection) => selection.kind === 'Field' && selection.name === field.name.value),
  );
