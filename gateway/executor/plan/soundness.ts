import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import { PlatformError } from 'platform/errors/errors';
import { entityFields, readFetch } from './fetch-document.ts';
import { mapFetches } from './map-fetches.ts';
import type { Requirements } from './requirements.ts';

/**
 * Fails with OPERATION_UNRESOLVABLE for a plan by which a subgraph would be asked for a field without being given what
 * the field requires: it would answer something wrong.
 */
export function assertSound(node: PlanNode, requirements: Requirements): void {
  mapFetches(node, (fetch) => {
    if (fetch.requires) assertGiven(fetch, fetch.requires, requirements);
    return fetch;
  });
}

function assertGiven(
  fetch: FetchNode,
  given: readonly QueryPlanSelectionNode[],
  requirements: Requirements,
): void {
  for (const { type, field } of entityFields(readFetch(fetch))) {
    const required = requirements.of(fetch.serviceName, type, field.name.value);
    if (required && !isGiven(required, given))
      throw new PlatformError(
        'OPERATION_UNRESOLVABLE',
        `There is no way to answer this operation: ${type}.${field.name.value} cannot be given what it requires.`,
      );
  }
}

/** True when each required field is given, on whatever type. */
function isGiven({ selections }: SelectionSetNode, given: readonly QueryPlanSelectionNode[]): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return isGiven(selection.selectionSet, given);
    const same = fieldsOf(given).filter(({ name }) => name === selection.name.value);
    if (same.length === 0) return false;
    return (
      !selection.selectionSet ||
      isGiven(
        selection.selectionSet,
        same.flatMap(({ selections: inner = [] }) => inner),
      )
    );
  });
}

type Field = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;

const fieldsOf = (selections: readonly QueryPlanSelectionNode[]): readonly Field[] =>
  selections.flatMap((selection) =>
    selection.kind === 'Field' ? [selection] : fieldsOf(selection.selections),
  );
