import type { FetchNode, PlanNode } from '@apollo/query-planner';

/** A plan with other nodes for its fetches. */
export function mapFetches(node: PlanNode, map: (fetch: FetchNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return map(node);
    case 'Flatten':
      return { ...node, node: mapFetches(node.node, map) };
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((inner) => mapFetches(inner, map)) };
    case 'Condition':
    case 'Defer':
      throw new Error(`${node.kind}: what is planned has neither @skip, @include nor @defer`);
  }
}
