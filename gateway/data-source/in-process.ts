import type { ExecutionResult } from 'graphql';
import type { Actor } from 'platform/auth/actor';
import type { SubgraphRequest } from 'platform/graphql/subgraph';
import type { Fetch, SubgraphResponse } from './data-source.ts';

/** A subgraph in this process (a RunningSubgraph is one): no HTTP in between. It authenticates the actor itself. */
export interface LocalSubgraph {
  execute(request: SubgraphRequest, actor: Actor | undefined): Promise<ExecutionResult>;
  /** Its parts by name, for `/ready`. */
  ready?(): Promise<Readonly<Record<string, boolean>>>;
}

export const fetchInProcess =
  (subgraph: LocalSubgraph): Fetch =>
  async ({ query, operationName, variables }, { actor, requestId, traceparent }) => {
    const request = { query, operationName, variables, requestId, traceparent };
    const { data, errors } = await subgraph.execute(request, actor);
    return { data, errors: errors?.map((error) => error.toJSON()) } as SubgraphResponse;
  };
