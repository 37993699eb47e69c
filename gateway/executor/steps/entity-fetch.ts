import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphError } from '../../data-source/data-source.ts';
import { isObject, type Json, type Run, type Step, type Variables } from '../run.ts';
import { ask } from './ask.ts';
import { compileContexts } from './contexts.ts';
import { inParallel } from './in-parallel.ts';
import { compileMerge } from './merge.ts';
import type { PlanContext } from './plan-context.ts';
import { createProblems, pathOf } from './problems.ts';
import { compileRepresentation } from './representation.ts';
import { compileRequest } from './request.ts';
import { compileRewrites } from './rewrites.ts';
import type { Selected } from './selected.ts';

/** Objects of the answer by their representation: what the subgraph says of one it says of all. */
type Entities = Map<string, Json[]>;

/**
 * A fetch of entities (`_entities` of the subgraph specification) for the objects at a place of the answer. Objects
 * with the same representation are asked for once.
 */
export function compileEntityFetch(
  node: FetchNode,
  selected: Selected,
  context: PlanContext,
  path: readonly string[],
): Step {
  const place = context.places.at(path);
  const { types, places } = context;
  const represent = compileRepresentation(node.requires ?? [], node.inputRewrites ?? [], types);
  const request = compileRequest(node, context);
  const merge = compileMerge(selected, types);
  const copies = places.meetsOthers(path, selected);
  const rewrite = node.outputRewrites && compileRewrites(node.outputRewrites, types);
  const problems = createProblems(node.serviceName, selected, context, place);
  const partsOf = node.contextRewrites && compileContexts(node.contextRewrites, place, types);

  async function fetch(run: Run, entities: Entities, contexts?: Variables): Promise<void> {
    const operation = request.with(run.variables, [...entities.keys()], contexts);
    const given = await ask(run, node.serviceName, operation, problems);
    if (!given) return;
    const groups = [...entities.values()];
    const list = given.data?._entities;
    for (const error of given.errors) tell(run, error, groups, list);
    if (Array.isArray(list) && list.length === groups.length) {
      for (const [index, group] of groups.entries()) mergeEntity(group, list[index]);
    } else if (given.errors.length === 0) problems.misanswered(run);
  }

  function mergeEntity(group: readonly Json[], entity: unknown): void {
    if (!isObject(entity)) return;
    if (rewrite) {
      // The rewrites look at types, which a subgraph is not asked for where there is but one.
      entity.__typename ??= group[0]?.__typename;
      rewrite(entity);
    }
    for (let index = 0; index < group.length; index += 1)
      merge(group[index] as Json, copies && index > 0 ? structuredClone(entity) : entity);
  }

  function tell(run: Run, error: SubgraphError, groups: readonly (readonly Json[])[], list: unknown): void {
    const [field, index, ...rest] = pathOf(error) ?? [];
    const group = field === '_entities' && typeof index === 'number' ? groups[index] : undefined;
    const starts = group ? [...place.pathsOf(run, new Set(group)).values()].flat() : [];
    problems.told(run, error, starts, rest);
    if (Array.isArray(list) && list[index as number] === null) problems.nulled(run, starts);
  }

  function fetchFor(run: Run, targets: readonly Json[], contexts?: Variables): Promise<void> | undefined {
    const entities: Entities = new Map();
    for (const target of targets) {
      const representation = represent(target);
      if (representation === undefined) continue;
      const known = entities.get(representation);
      if (known) known.push(target);
      else entities.set(representation, [target]);
    }
    return entities.size === 0 ? undefined : fetch(run, entities, contexts);
  }

  if (!partsOf) return (run) => fetchFor(run, place.targetsOf(run));
  return (run) => {
    const parts = partsOf(run, place.targetsOf(run));
    return inParallel(
      parts.map(
        ({ targets, contexts }) =>
          () =>
            fetchFor(run, targets, contexts),
      ),
    )(run);
  };
}
