import { operationFromDocument, type Supergraph } from '@apollo/federation-internals';
import { type FetchNode, type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { present } from 'platform/kernel/assert';
import { absentMembers, addMembers } from './absent-members.ts';
import { withoutAbsent } from './absent-selections.ts';
import { withRepairs } from './planner-repairs.ts';

/** Plans the operations on one supergraph. */
export interface Planning {
  /** A plan for an operation of a valid document; `overridden` are the labels that are set. Throws when there is none. */
  plan(document: DocumentNode, operationName: string, overridden: readonly string[]): QueryPlan;
  /** A fetch of such a plan as the subgraph is to get it. */
  finished(fetch: FetchNode): FetchNode;
}

/** Plans on a supergraph; `rebuild` makes another one like it, to be changed. */
export function createPlanning(supergraph: Supergraph, rebuild: () => Supergraph): Planning {
  const plan = planOn(supergraph);
  const absences = absentMembers(supergraph);
  if (absences.length === 0) return { plan, finished: (fetch) => fetch };
  const completed = rebuild();
  addMembers(completed, absences);
  const planCompleted = planOn(completed);
  const schemas = schemasOf(
    supergraph,
    absences.map(({ subgraph }) => subgraph),
  );
  return {
    plan(...operation) {
      try {
        return planCompleted(...operation);
      } catch {
        // Not all that a member has could be added: what only that leads to is planned without it.
        return plan(...operation);
      }
    },
    finished(fetch) {
      const schema = schemas.get(fetch.serviceName);
      return schema ? withoutAbsent(fetch, schema) : fetch;
    },
  };
}

/** Operations are read with the whole schema, for what they require in turn may be @inaccessible. */
function planOn(supergraph: Supergraph): Planning['plan'] {
  const { schema } = supergraph;
  // The client's fragments are not used in fetches: the planner forgets to declare the variables in them.
  const planner = new QueryPlanner(supergraph, { typeConditionedFetching: true, reuseQueryFragments: false });
  return (document, operationName, overridden) => {
    const operation = operationFromDocument(schema, document, { ...(operationName && { operationName }) });
    const overrideConditions = new Map(overridden.map((label) => [label, true]));
    return withRepairs(() => planner.buildQueryPlan(operation, { overrideConditions }));
  };
}

function schemasOf(supergraph: Supergraph, names: readonly string[]): ReadonlyMap<string, GraphQLSchema> {
  return new Map(
    [...new Set(names)].map((name) => {
      const { schema } = present(supergraph.subgraphs().get(name), 'a subgraph of the supergraph');
      return [name, schema.toGraphQLJSSchema()];
    }),
  );
}
