import type { PlanNode } from '@apollo/query-planner';
import type { PartedFetch } from '../plan/parts.ts';
import { stepsOf } from './path-steps.ts';
import { type Selected, selectedBy } from './selected.ts';

/** A fetch of a plan. */
export interface PlannedFetch {
  readonly node: PartedFetch;
  /** The steps from the root of the answer to where it is at work (path-steps.ts). */
  readonly path: readonly string[];
  readonly selected: Selected;
  /** It asks with values of what is around an object: equal objects in different places may get different things. */
  readonly dependsOnPlace: boolean;
  readonly waitsFor: readonly PlannedFetch[];
  /** How many fetches come before it, at the most. */
  readonly level: number;
}

/** Every fetch of a plan, with those that it waits for. */
export function fetchesOf(plan: PlanNode): readonly PlannedFetch[] {
  const fetches: PlannedFetch[] = [];
  visit(plan, [], []);
  return fetches;

  /** The last fetches of the node, for which waits what comes after it. */
  function visit(
    node: PlanNode,
    path: readonly string[],
    before: readonly PlannedFetch[],
  ): readonly PlannedFetch[] {
    switch (node.kind) {
      case 'Fetch':
        return [add(node, path, before)];
      case 'Flatten':
        return visit(node.node, [...path, ...stepsOf(node.path)], before);
      case 'Sequence':
        return node.nodes.reduce((last, inner) => visit(inner, path, last), before);
      case 'Parallel':
        return node.nodes.flatMap((inner) => visit(inner, path, before));
      case 'Condition':
      case 'Defer':
        throw new Error(`${node.kind}: what is planned has neither @skip, @include nor @defer`);
    }
  }

  function add(node: PartedFetch, path: readonly string[], waitsFor: readonly PlannedFetch[]): PlannedFetch {
    const fetch: PlannedFetch = {
      ...{ node, path, waitsFor },
      selected: selectedBy(node),
      dependsOnPlace: node.contextRewrites !== undefined,
      level: Math.max(-1, ...waitsFor.map(({ level }) => level)) + 1,
    };
    fetches.push(fetch);
    return fetch;
  }
}
