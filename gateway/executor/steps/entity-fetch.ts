import type { SubgraphError } from '../../data-source/data-source.ts';
import { isObject, type Json, type Run, type Step, type Variables } from '../run.ts';
import { ask } from './ask.ts';
import { compileContexts } from './contexts.ts';
import { inParallel } from './in-parallel.ts';
import type { Joined } from './join.ts';
import { compileMerge } from './merge.ts';
import type { PlanContext } from './plan-context.ts';
import { createProblems, pathOf } from './problems.ts';
import { compileRepresentation } from './representation.ts';
import { compileRequest } from './request.ts';
import { compileRewrites } from './rewrites.ts';

/** Objects of the answer with one representation, by the place where they stand: they get what the subgraph says of it. */
type Group = (Json[] | undefined)[];

/** By their representation. */
type Entities = Map<string, Group>;

/** Objects at each of the places of a fetch. */
type Targets = readonly (readonly Json[])[];

/**
 * A fetch of entities (`_entities` of the subgraph specification) for the objects at some places of the answer. Objects
 * with the same representation are asked for once.
 */
export function compileEntityFetch(fetches: Joined, context: PlanContext): Step {
  const [{ node, selected }] = fetches;
  const { types } = context;
  const places = fetches.map((fetch) => context.places.at(fetch.path));
  const represent = compileRepresentation(node.requires ?? [], node.inputRewrites ?? [], types);
  const request = compileRequest(node, context);
  const merge = compileMerge(selected, types);
  const copies = fetches.some(({ path }) => context.places.meetsOthers(path, selected));
  const rewrite = node.outputRewrites && compileRewrites(node.outputRewrites, types);
  const problems = createProblems(node.serviceName, selected, context, places);
  const [place] = places;
  const partsOf = node.contextRewrites && place && compileContexts(node.contextRewrites, place, types);

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

  function mergeEntity(group: Group, entity: unknown): void {
    if (!isObject(entity)) return;
    if (rewrite) {
      // The rewrites look at types, which a subgraph is not asked for where there is but one.
      entity.__typename ??= group.find((targets) => targets)?.[0]?.__typename;
      rewrite(entity);
    }
    let isTaken = false;
    for (const targets of group) {
      if (!targets) continue;
      // What is below is completed by other fetches, at each place by those of that place.
      let source = isTaken && selected.inner.size > 0 ? structuredClone(entity) : entity;
      for (const [index, target] of targets.entries()) {
        if (copies && index > 0) source = structuredClone(source);
        merge(target, source);
      }
      isTaken = true;
    }
  }

  function tell(run: Run, error: SubgraphError, groups: readonly Group[], list: unknown): void {
    const [field, index, ...rest] = pathOf(error) ?? [];
    const group = field === '_entities' && typeof index === 'number' ? groups[index] : undefined;
    const starts = places.flatMap((place, at) => {
      const targets = group?.[at];
      return targets ? [...place.pathsOf(run, new Set(targets)).values()].flat() : [];
    });
    problems.told(run, error, starts, rest);
    if (Array.isArray(list) && list[index as number] === null) problems.nulled(run, starts);
  }

  function fetchFor(run: Run, targets: Targets, contexts?: Variables): Promise<void> | undefined {
    const entities: Entities = new Map();
    for (const [at, objects] of targets.entries()) for (const object of objects) add(entities, object, at);
    return entities.size === 0 ? undefined : fetch(run, entities, contexts);
  }

  function add(entities: Entities, object: Json, at: number): void {
    const representation = represent(object);
    if (representation === undefined) return;
    const group = entities.get(representation) ?? [];
    if (group.length === 0) entities.set(representation, group);
    const targets = group[at] ?? [];
    if (targets.push(object) === 1) group[at] = targets;
  }

  if (!partsOf)
    return (run) =>
      fetchFor(
        run,
        places.map((each) => each.targetsOf(run)),
      );
  return (run) => {
    const parts = partsOf(run, place.targetsOf(run));
    return inParallel(
      parts.map(
        ({ targets, contexts }) =>
          () =>
            fetchFor(run, [targets], contexts),
      ),
    )(run);
  };
}
