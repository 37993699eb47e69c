import type { Schema } from '@apollo/federation-internals';
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, print, type SelectionSetNode } from 'graphql';
import { present } from 'platform/kernel/assert';
import { TYPENAME } from '../../operations/typename-field.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import { entityFields, onlyFields, readFetch, withOperation } from './fetch-document.ts';
import { keysOf } from './keys.ts';
import { requirementsOf } from './requirements.ts';

/** A fetch of entities, and in parts what it brings to those that lack something of what all of it requires. */
export interface PartedFetch extends FetchNode {
  readonly parts?: readonly FetchNode[];
}

/**
 * A fetch for each set of inputs (`@requires`) that the fields of a fetch need; none when all need the same. The planner
 * puts fields together that need different things, and then nothing comes for an object that lacks one of them: because
 * the input was fetched for other types alone, or the subgraph that has it is down.
 */
export function partsOf(state: SupergraphState, fetch: FetchNode): readonly FetchNode[] {
  if (!fetch.requires) return [];
  const operation = readFetch(fetch);
  const fields = entityFields(operation);
  const inputs = new Map(
    fields.map(({ type, field }) => [
      field,
      requirementsOf(state).of(fetch.serviceName, type, field.name.value),
    ]),
  );
  const ways = new Map([...inputs.values()].map((set) => [textOf(set), set]));
  if (ways.size < 2) return [];
  const { schema } = present(
    state.planned.subgraphs().get(fetch.serviceName),
    'a subgraph that is fetched from',
  );
  const types = [...new Set(fields.map(({ type }) => type))];
  const keys = types.flatMap((type) => keysOf(schema, type));
  return [...ways].map(([way, set]) => ({
    ...withOperation(
      fetch,
      onlyFields(operation, (field) => textOf(inputs.get(field)) === way),
    ),
    requires: within(fetch.requires ?? [], [...keys, ...(set ? [set] : [])], schema),
  }));
}

const textOf = (set: SelectionSetNode | undefined): string => (set ? print(set) : '');

/** What of the selections is in one of the sets, or in a key of the type that a fragment is on. */
function within(
  selections: readonly QueryPlanSelectionNode[],
  sets: readonly SelectionSetNode[],
  schema: Schema,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      const keys = typeCondition === undefined ? [] : keysOf(schema, typeCondition);
      return [{ ...selection, selections: within(selection.selections, [...sets, ...keys], schema) }];
    }
    if (selection.name === TYPENAME.name.value) return [selection];
    const same = sets.flatMap(fieldsIn).filter(({ name }) => name.value === selection.name);
    if (same.length === 0 || !selection.selections) return same.length === 0 ? [] : [selection];
    const below = same.flatMap(({ selectionSet }) => selectionSet ?? []);
    return [{ ...selection, selections: within(selection.selections, below, schema) }];
  });
}

/** The fields of a set, whatever the types that they are on. */
const fieldsIn = ({ selections }: SelectionSetNode): readonly FieldNode[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
