import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphError } from '../../data-source/data-source.ts';
import { isObject, type Json, type Path, type Run, type Variables } from '../run.ts';
import { ask } from './ask.ts';
import { compileMerge } from './merge.ts';
import type { Place } from './places.ts';
import type { PlanContext } from './plan-context.ts';
import { createProblems, pathOf } from './problems.ts';
import { compileRepresentation } from './representation.ts';
import { compileRequest } from './request.ts';
import { compileRewrites } from './rewrites.ts';
import { selectedBy } from './selected.ts';

/** Objects of the answer at each of the places of a fetch; undefined where there are none. */
export type Targets = readonly (readonly Json[] | undefined)[];

/** Objects by their representation: they get what the subgraph says of it. */
export type Entities = ReadonlyMap<string, Targets>;

/** A question of a subgraph about entities (`_entities` of the subgraph specification). */
export interface EntityQuestion {
  /** Sorts objects by their representation. `lacking`: those that lack something for it; undefined when there are none. */
  represent(targets: Targets): { readonly entities: Entities; readonly lacking: Targets | undefined };
  /** Tells that nothing is asked of these objects: what they lack may be for an error that is known. */
  leave(run: Run, lacking: Targets): void;
  /** Asks, and merges what comes. `contexts`: variables that are not the client's. Undefined: there is nothing to ask for. */
  ask(run: Run, entities: Entities, contexts?: Variables): Promise<void> | undefined;
}

/** Compiles a fetch for the objects at some places. `copies`: what it brings may not be shared between objects. */
export function compileEntities(
  node: FetchNode,
  places: readonly Place[],
  copies: boolean,
  context: PlanContext,
): EntityQuestion {
  const { types } = context;
  const selected = selectedBy(node);
  const representation = compileRepresentation(node.requires ?? [], node.inputRewrites ?? [], types);
  const request = compileRequest(node, context);
  const merge = compileMerge(selected, types);
  const rewrite = node.outputRewrites && compileRewrites(node.outputRewrites, types);
  const problems = createProblems(node.serviceName, selected, context, places);

  async function send(run: Run, entities: Entities, contexts?: Variables): Promise<void> {
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

  function mergeEntity(group: Targets, entity: unknown): void {
    if (!isObject(entity)) return;
    if (rewrite) {
      // The rewrites look at types, which a subgraph is not asked for where there is but one.
      entity.__typename ??= group.find((targets) => targets)?.[0]?.__typename;
      rewrite(entity);
    }
    let isFirst = true;
    for (const targets of group) {
      if (!targets) continue;
      // What is below is completed by other fetches, at each place by those of that place.
      const source = isFirst || selected.inner.size === 0 ? entity : structuredClone(entity);
      for (let index = 0; index < targets.length; index += 1)
        merge(targets[index] as Json, copies && index > 0 ? structuredClone(source) : source);
      isFirst = false;
    }
  }

  function tell(run: Run, error: SubgraphError, groups: readonly Targets[], list: unknown): void {
    const [field, index, ...rest] = pathOf(error) ?? [];
    const group = field === '_entities' && typeof index === 'number' ? groups[index] : undefined;
    const starts = group ? pathsOf(run, group) : [];
    problems.told(run, error, starts, rest);
    if (Array.isArray(list) && list[index as number] === null) problems.nulled(run, starts);
  }

  const pathsOf = (run: Run, targets: Targets): readonly Path[] =>
    places.flatMap((place, at) => {
      const objects = targets[at];
      return objects ? [...place.pathsOf(run, new Set(objects)).values()].flat() : [];
    });

  return {
    represent(targets) {
      const entities = new Map<string, Json[][]>();
      let lacking: Json[][] | undefined;
      for (let at = 0; at < targets.length; at += 1)
        for (const object of targets[at] ?? []) {
          const text = representation(object);
          if (text !== undefined) add(groupOf(entities, text), at, object);
          else {
            lacking ??= [];
            add(lacking, at, object);
          }
        }
      return { entities, lacking };
    },
    leave(run, lacking) {
      if (run.errors.length > 0) problems.unasked(run, pathsOf(run, lacking));
    },
    ask: (run, entities, contexts) => (entities.size === 0 ? undefined : send(run, entities, contexts)),
  };
}

function groupOf(entities: Map<string, Json[][]>, representation: string): Json[][] {
  const known = entities.get(representation);
  if (known) return known;
  const group: Json[][] = [];
  entities.set(representation, group);
  return group;
}

function add(group: Json[][], at: number, object: Json): void {
  const targets = group[at];
  if (targets) targets.push(object);
  else group[at] = [object];
}
