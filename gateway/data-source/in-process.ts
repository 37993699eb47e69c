import type { ExecutionResult } from 'graphql';
import type { Actor } from 'platform/auth/actor';
import type { SubgraphRequest } from 'platform/graphql/subgraph';
import { activeTraceparent } from 'platform/telemetry/tracing';
import type { Fetch, SubgraphResponse } from './data-source.ts';
import { cancelled } from './failure.ts';

/** A subgraph in this process (a RunningSubgraph is one): no HTTP in between. It authenticates the actor itself. */
export interface LocalSubgraph {
  execute(request: SubgraphRequest, actor: Actor | undefined): Promise<ExecutionResult>;
  /** Its parts by name, for `/ready`. */
  ready?(): Promise<Readonly<Record<string, boolean>>>;
}

/** Fetches by a call. When the request is over nobody waits for it any more, whether the subgraph heeds that or not. */
export const fetchInProcess =
  (subgraph: LocalSubgraph): Fetch =>
  async ({ query, operationName, variables }, { actor, requestId, signal, ...context }) => {
    const traceparent = activeTraceparent() ?? context.traceparent;
    const request = { query, operationName, variables, requestId, traceparent, signal };
    if (signal?.aborted) throw cancelled(signal);
    const { data, errors } = await unlessAborted(subgraph.execute(request, actor), signal);
    return { data, errors: errors?.map((error) => error.toJSON()) } as SubgraphResponse;
  };

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(cancelled(signal));
    const settle = () => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort);
    work.then(resolve, reject).finally(settle);
  });
}
