import type { GatewayContext } from '../../context.ts';
import type { Fetch, SubgraphOperation, SubgraphResponse } from '../data-source.ts';

const operation = (kind: SubgraphOperation['kind'], query: string): SubgraphOperation => ({
  kind,
  query,
  variables: {},
  body: JSON.stringify({ query, variables: {} }),
});

export const QUERY = operation('query', '{ a }');
export const MUTATION = operation('mutation', 'mutation { a }');
export const CONTEXT: GatewayContext = { requestId: 'r1', headers: {} };

/** A fetch whose answers are given by hand, in any order. */
export interface HeldFetch {
  readonly fetch: Fetch;
  readonly calls: readonly PromiseWithResolvers<SubgraphResponse>[];
}

export function holdFetch(): HeldFetch {
  const calls: PromiseWithResolvers<SubgraphResponse>[] = [];
  const fetch: Fetch = () => {
    const call = Promise.withResolvers<SubgraphResponse>();
    calls.push(call);
    return call.promise;
  };
  return { fetch, calls };
}
