import type { PartedFetch } from '../plan/parts.ts';
import type { PlannedFetch } from './planned-fetches.ts';

/** Fetches that are sent as one. They differ in nothing but where they are at work. */
export type Joined = readonly [PlannedFetch, ...PlannedFetch[]];

/**
 * Joins the fetches that ask one subgraph for the same of entities in several places of the answer, as far as none
 * comes before another: the entities that stand in more than one of them are asked for once.
 */
export function joined(fetches: readonly PlannedFetch[]): readonly Joined[] {
  const groups = new Map<unknown, [PlannedFetch, ...PlannedFetch[]]>();
  for (const fetch of fetches) {
    const key = isJoinable(fetch) ? `${fetch.level} ${textOf(fetch.node)}` : fetch;
    const group = groups.get(key);
    if (group) group.push(fetch);
    else groups.set(key, [fetch]);
  }
  return [...groups.values()];
}

const isJoinable = ({ node, dependsOnPlace }: PlannedFetch): boolean =>
  node.requires !== undefined && !dependsOnPlace;

/** The planner numbers the operations. What the parts are follows from the rest. */
const textOf = ({ operation, operationName, parts: _, ...node }: PartedFetch): string =>
  JSON.stringify({ ...node, id: undefined, operation: operation.replace(` ${operationName}`, '') });
