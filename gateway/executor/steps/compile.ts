import type { PlanNode } from '@apollo/query-planner';
import type { Step } from '../run.ts';
import { compileEntityFetch } from './entity-fetch.ts';
import { type Joined, joined } from './join.ts';
import { createPlaces, type Places } from './places.ts';
import type { PlanContext } from './plan-context.ts';
import { fetchesOf, type PlannedFetch } from './planned-fetches.ts';
import { compileRootFetch } from './root-fetch.ts';
import { type Stage, schedule } from './schedule.ts';

export interface CompiledPlan {
  readonly step: Step;
  readonly places: Places;
}

/** Makes a query plan executable. */
export function compilePlan(node: PlanNode, context: Omit<PlanContext, 'places'>): CompiledPlan {
  const fetches = fetchesOf(node);
  const places = createPlaces(fetches);
  return { step: schedule(stagesOf(joined(fetches), { ...context, places })), places };
}

function stagesOf(groups: readonly Joined[], context: PlanContext): readonly Stage[] {
  const indices = new Map<PlannedFetch, number>();
  for (const [index, group] of groups.entries()) for (const fetch of group) indices.set(fetch, index);
  return groups.map((group) => ({
    step: compileFetch(group, context),
    waitsFor: [...new Set(group.flatMap(({ waitsFor }) => waitsFor.map((fetch) => indices.get(fetch) ?? 0)))],
  }));
}

function compileFetch(group: Joined, context: PlanContext): Step {
  const [fetch] = group;
  return fetch.node.requires ? compileEntityFetch(group, context) : compileRootFetch(fetch, context);
}
