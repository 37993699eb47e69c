import type { Actor } from 'platform/auth/actor';
import type { GatewayContext } from '../context.ts';
import type { Fetch, SubgraphOperation, SubgraphResponse } from './data-source.ts';
import { cancelled } from './failure.ts';

/** One fetch that several requests wait for. */
interface Shared {
  readonly waiters: Set<PromiseWithResolvers<SubgraphResponse>>;
  readonly abort: AbortController;
}

/**
 * Lets equal queries that are under way at the same time share one fetch. Equal is what the subgraph could not tell
 * apart: body, headers by rule, and who is asking. It ends when nobody waits for it any more; each request has its
 * own deadline. Every one gets data of its own. `onShared` hears of each fetch that was spared.
 */
export function withDeduplication(
  fetch: Fetch,
  headersFor: (context: GatewayContext) => Readonly<Record<string, string>>,
  onShared: () => void,
): Fetch {
  const underWay = new Map<string, Shared>();

  function begin(key: string, operation: SubgraphOperation, context: GatewayContext): Shared {
    const shared: Shared = { waiters: new Set(), abort: new AbortController() };
    underWay.set(key, shared);
    const forget = () => {
      if (underWay.get(key) === shared) underWay.delete(key);
    };
    shared.abort.signal.addEventListener('abort', forget);
    const { deadlineAtMs: _, ...rest } = context;
    fetch(operation, { ...rest, signal: shared.abort.signal }).then(
      (response) => {
        forget();
        hand(response, shared.waiters);
      },
      (error) => {
        forget();
        for (const waiter of shared.waiters) waiter.reject(error);
      },
    );
    return shared;
  }

  return (operation, context) => {
    if (operation.kind !== 'query') return fetch(operation, context);
    const { signal } = context;
    if (signal?.aborted) return Promise.reject(cancelled(signal));
    const key = JSON.stringify([operation.body, headersFor(context), identityOf(context.actor)]);
    const known = underWay.get(key);
    if (known) onShared();
    return wait(known ?? begin(key, operation, context), signal);
  };
}

/** Who is asking, with all that an internal token says of him. */
const identityOf = (actor: Actor | undefined): unknown =>
  actor && [actor.kind, actor.tenantId, actor.id, [...actor.scopes].sort(), [...(actor.roles ?? [])].sort()];

function wait({ waiters, abort }: Shared, signal: AbortSignal | undefined): Promise<SubgraphResponse> {
  const waiter = Promise.withResolvers<SubgraphResponse>();
  waiters.add(waiter);
  if (!signal) return waiter.promise;
  const leave = () => {
    waiters.delete(waiter);
    waiter.reject(cancelled(signal));
    if (waiters.size === 0) abort.abort();
  };
  signal.addEventListener('abort', leave);
  return waiter.promise.finally(() => signal.removeEventListener('abort', leave));
}

/** The executor changes what it gets: all copies are made before the first one is handed over. */
function hand(response: SubgraphResponse, waiters: Shared['waiters']): void {
  const copies = [...waiters].map((_, index) => (index === 0 ? response : copyOf(response)));
  for (const waiter of waiters) waiter.resolve(copies.shift() ?? response);
}

/** Of what came as JSON. `__proto__` may be a name in it like any other. */
function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    if (name === '__proto__') Object.defineProperty(copy, name, { ...DATA, value: copyOf(item) });
    else copy[name] = copyOf(item);
  }
  return copy as T;
}

const DATA = { configurable: true, enumerable: true, writable: true };
