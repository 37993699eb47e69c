/** A bounded number of things at once, and a bounded number that wait for their turn. */
export interface Slots {
  /**
   * Resolves with the function that gives the slot back; rejects with `SlotsExhausted` when too many wait. Who is
   * aborted while waiting leaves the queue and never gets one.
   */
  acquire(signal: AbortSignal): Promise<() => void>;
}

export class SlotsExhausted extends Error {
  override readonly name = 'SlotsExhausted';
}

export function createSlots(size: number, maxWaiting: number): Slots {
  const waiting = new Set<(release: () => void) => void>();
  let taken = 0;
  const give = (): (() => void) => {
    let given = true;
    return () => {
      if (!given) return;
      given = false;
      const [next] = waiting;
      if (!next) taken -= 1;
      else {
        waiting.delete(next);
        next(give());
      }
    };
  };
  return {
    acquire(signal) {
      if (taken < size) {
        taken += 1;
        return Promise.resolve(give());
      }
      if (waiting.size >= maxWaiting) return Promise.reject(new SlotsExhausted('too many wait'));
      return new Promise((resolve) => {
        waiting.add(resolve);
        signal.addEventListener('abort', () => waiting.delete(resolve), { once: true });
      });
    },
  };
}
