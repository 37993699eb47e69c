import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, parse, visit } from 'graphql';
import { entityFields, onlyFields, readFetch, withOperation } from './fetch-document.ts';
import { mapFetches } from './map-fetches.ts';
import type { RequiredArguments } from './required-arguments.ts';

/** Where an entity is required with one field in several ways (required-arguments.ts), its fetch becomes one for each. */
export function separateWays(node: PlanNode, required: RequiredArguments): PlanNode {
  return required.standIns.size === 0
    ? node
    : mapFetches(node, (fetch) => inParallel(separate(fetch, required)));
}

const inParallel = (nodes: readonly FetchNode[]): PlanNode =>
  nodes.length === 1 ? (nodes[0] as FetchNode) : { kind: 'Parallel', nodes: [...nodes] };

/**
 * Puts the fields back that stand-ins stand for: a subgraph is asked for the field with its arguments, under the
 * stand-in's name, and is given it under its own.
 */
export function resolveStandIns(fetch: FetchNode, { standIns }: RequiredArguments): FetchNode {
  if (standIns.size === 0) return fetch;
  const document = visit(parse(fetch.operation, { noLocation: true }), {
    Field(node: FieldNode) {
      const standIn = standIns.get(node.name.value);
      if (!standIn) return undefined;
      const name = { kind: Kind.NAME, value: standIn.field };
      return { ...node, alias: node.alias ?? node.name, name, arguments: standIn.arguments };
    },
  });
  const resolve = (selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode[] =>
    selections.map((selection) => {
      const inner = selection.selections && { selections: resolve(selection.selections) };
      if (selection.kind === 'InlineFragment') return { ...selection, ...inner };
      const standIn = standIns.get(selection.name);
      return { ...selection, ...inner, ...(standIn && { alias: selection.name, name: standIn.field }) };
    });
  return { ...withOperation(fetch, document), ...(fetch.requires && { requires: resolve(fetch.requires) }) };
}

/** A fetch for each way in which its fields require an entity; itself when there is but one. */
function separate(fetch: FetchNode, required: RequiredArguments): readonly FetchNode[] {
  if (!fetch.requires || !hasConflict(namesIn(fetch.requires), required)) return [fetch];
  const operation = readFetch(fetch);
  const ways: Set<string>[] = [];
  const wayOf = new Map<FieldNode, number>();
  for (const { type, field } of entityFields(operation)) {
    const needs = required.requiredBy(fetch.serviceName, type, field.name.value);
    const fitting = ways.findIndex((way) => !hasConflict([...way, ...needs], required));
    const index = fitting === -1 ? ways.push(new Set()) - 1 : fitting;
    for (const name of needs) ways[index]?.add(name);
    wayOf.set(field, index);
  }
  return ways.map((way, index) => ({
    ...withOperation(
      fetch,
      onlyFields(operation, (field) => wayOf.get(field) === index),
    ),
    requires: onlyRequired(fetch.requires ?? [], (name) => !required.standIns.has(name) || way.has(name)),
  }));
}

/** One field in two ways cannot be given at once. */
function hasConflict(names: readonly string[], { standIns }: RequiredArguments): boolean {
  const distinct = [...new Set(names)];
  const fields = distinct.flatMap((name) => standIns.get(name)?.field ?? []);
  return new Set(fields).size < fields.length;
}

const namesIn = (selections: readonly QueryPlanSelectionNode[]): readonly string[] =>
  selections.flatMap((selection) => [
    ...(selection.kind === 'Field' ? [selection.name] : []),
    ...namesIn(selection.selections ?? []),
  ]);

function onlyRequired(
  selections: readonly QueryPlanSelectionNode[],
  keeps: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'Field' && !keeps(selection.name)) return [];
    if (!selection.selections) return [selection];
    return [{ ...selection, selections: onlyRequired(selection.selections, keeps) }];
  });
}
