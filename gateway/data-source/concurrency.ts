import type { GatewayContext } from '../context.ts';
import type { Fetch } from './data-source.ts';
import { cancelled, FetchFailure } from './failure.ts';

export interface ConcurrencySettings {
  /** Fetches under way at the most. */
  readonly connections: number;
  /** Fetches that may wait for their turn. */
  readonly maxQueued: number;
  readonly queueTimeoutMs: number;
}

export interface Limited {
  readonly fetch: Fetch;
  readonly active: number;
  readonly queued: number;
}

/**
 * Lets through so many fetches at a time; the others wait in order. Rejects with a FetchFailure (`refused`) when the
 * queue is full or the turn does not come in time, `cancelled` when nobody waits any more.
 */
export function withConcurrency(
  fetch: Fetch,
  { connections, maxQueued, queueTimeoutMs }: ConcurrencySettings,
): Limited {
  const waiting = new Set<() => void>();
  let active = 0;

  const leave = () => {
    const [next] = waiting;
    if (next) next();
    else active -= 1;
  };
  const run: Fetch = (operation, context) => {
    const answer = fetch(operation, context);
    answer.then(leave, leave);
    return answer;
  };

  /** Resolves when another one has left its place to this one. */
  const turn = ({ signal }: GatewayContext) =>
    new Promise<void>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        waiting.delete(start);
      };
      const start = () => {
        settle();
        resolve();
      };
      const give = (failure: FetchFailure) => {
        settle();
        reject(failure);
      };
      const onAbort = () => give(cancelled(signal as AbortSignal));
      const onTimeout = () => give(new FetchFailure('refused', `no turn in ${queueTimeoutMs} ms`));
      const timer = setTimeout(onTimeout, queueTimeoutMs);
      signal?.addEventListener('abort', onAbort);
      waiting.add(start);
    });

  return {
    fetch(operation, context) {
      if (active < connections) {
        active += 1;
        return run(operation, context);
      }
      const { signal } = context;
      if (signal?.aborted) return Promise.reject(cancelled(signal));
      if (waiting.size >= maxQueued)
        return Promise.reject(new FetchFailure('refused', `${maxQueued} fetches wait already`));
      return turn(context).then(() => run(operation, context));
    },
    get active() {
      return active;
    },
    get queued() {
      return waiting.size;
    },
  };
}
