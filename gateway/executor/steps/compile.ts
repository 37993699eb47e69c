import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { present } from 'platform/kernel/assert';
import type { Step } from '../run.ts';
import { compileEntityFetch } from './entity-fetch.ts';
import { inParallel } from './in-parallel.ts';
import { stepsOf } from './path-steps.ts';
import { type Bringing, createPlaces, type Places } from './places.ts';
import type { PlanContext } from './plan-context.ts';
import { compileRootFetch } from './root-fetch.ts';
import { selectedBy } from './selected.ts';

export interface CompiledPlan {
  readonly step: Step;
  readonly places: Places;
}

/** Makes a query plan executable. */
export function compilePlan(node: PlanNode, context: Omit<PlanContext, 'places'>): CompiledPlan {
  const fetches = new Map<FetchNode, Bringing>();
  findFetches(node, [], fetches);
  const places = createPlaces([...fetches.values()]);
  return { step: compileNode(node, { ...context, places }, fetches), places };
}

type Fetches = ReadonlyMap<FetchNode, Bringing>;

/** Every fetch, with the path from the root of the answer to where it is at work. */
function findFetches(node: PlanNode, path: readonly string[], fetches: Map<FetchNode, Bringing>): void {
  if (node.kind === 'Fetch')
    fetches.set(node, {
      path,
      selected: selectedBy(node),
      dependsOnPlace: node.contextRewrites !== undefined,
    });
  if (node.kind === 'Flatten') findFetches(node.node, [...path, ...stepsOf(node.path)], fetches);
  for (const inner of innerNodes(node)) findFetches(inner, path, fetches);
}

function innerNodes(node: PlanNode): readonly PlanNode[] {
  return node.kind === 'Sequence' || node.kind === 'Parallel' ? node.nodes : [];
}

function compileNode(node: PlanNode, context: PlanContext, fetches: Fetches): Step {
  switch (node.kind) {
    case 'Fetch': {
      const { path, selected } = present(fetches.get(node), 'every fetch was found');
      const compile = node.requires ? compileEntityFetch : compileRootFetch;
      return compile(node, selected, context, path);
    }
    case 'Flatten':
      return compileNode(node.node, context, fetches);
    case 'Sequence':
      return inSequence(node.nodes.map((inner) => compileNode(inner, context, fetches)));
    case 'Parallel':
      return inParallel(node.nodes.map((inner) => compileNode(inner, context, fetches)));
    case 'Condition':
    case 'Defer':
      throw new Error(`${node.kind}: what is planned has neither @skip, @include nor @defer`);
  }
}

function inSequence(steps: readonly Step[]): Step {
  const [only] = steps;
  if (steps.length === 1 && only) return only;
  return async (run) => {
    for (const step of steps) await step(run);
  };
}
