import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** After a failure it is tried again after this, by one call. */
export const PROBE_MS = 50;
/** What has not been answered for so long never will be: it is given up. */
export const ABANDON_MS = 1_000;

export interface Availability {
  /** Whether a call may be made now: it works, or it is time to try whether it does again. */
  mayTry(): boolean;
  /** The answer, if it comes in time; `byMs` is a time of `performance.now()`. Otherwise rejects, and it is down. */
  watch<T>(answer: Promise<T>, byMs: number): Promise<T>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/**
 * Knows whether something answers. While it does not, callers are told at once, and one call at a time goes to it, so that
 * nothing piles up at what has stopped. An answer, also a late one, says that it is back. `abandon` ends what is under way.
 */
export function createAvailability(abandon: () => void = () => {}): Availability {
  const underWay = new Set<Promise<unknown>>();
  let down = false;
  let tryAtMs = 0;

  function fail(): void {
    down = true;
    tryAtMs = performance.now() + PROBE_MS;
  }

  function follow(answer: Promise<unknown>): void {
    underWay.add(answer);
    const answered = (): void => {
      down = false;
    };
    void answer.then(answered, fail).then(() => underWay.delete(answer));
  }

  async function giveUp(answer: Promise<unknown>): Promise<void> {
    await sleep(ABANDON_MS, undefined, { ref: false });
    if (underWay.has(answer)) abandon();
  }

  return {
    mayTry: () => !down || (underWay.size === 0 && performance.now() >= tryAtMs),
    async watch(answer, byMs) {
      follow(answer);
      const timer = new AbortController();
      const late = sleep(Math.max(0, byMs - performance.now()), undefined, { signal: timer.signal });
      try {
        // Where we were busy ourselves the answer may be here, unread: one turn reads it.
        const overdue = late.then(() => turn()).then(() => Promise.reject(new Error('no answer in time')));
        return await Promise.race([answer, overdue]);
      } catch (error) {
        fail();
        void giveUp(answer);
        throw error;
      } finally {
        timer.abort();
      }
    },
    settled: async () => {
      await Promise.allSettled(underWay);
    },
  };
}
