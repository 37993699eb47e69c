import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** After a failure it is tried again after this, by one call. */
export const PROBE_MS = 50;
/** What has not been answered for so long may never be: it no longer keeps others from trying. */
export const ABANDON_MS = 1_000;

/** Time is looked at this often. */
const STEP_MS = 5;
/** What passes at once beyond this, we were kept from running. */
const MAX_STEP_MS = 7;

export interface Availability {
  /** It answers, as far as is known. */
  isUp(): boolean;
  /** Whether a call may be made now: it works, or it is time to try whether it does again. */
  mayTry(): boolean;
  /**
   * The answer, if it comes within so many milliseconds in which this process could run: a machine that is busy delays
   * both. Otherwise rejects, and it is down; `abandon` is called when there is none after ABANDON_MS either.
   */
  watch<T>(answer: Promise<T>, patienceMs: number, abandon?: () => void): Promise<T>;
  /** Resolves when nothing is under way that has not been abandoned. */
  settled(): Promise<void>;
}

/**
 * Knows whether something answers. While it does not, callers are told at once, and one call at a time goes to it, so that
 * nothing piles up at what has stopped. An answer, also a late one, says that it is back.
 */
export function createAvailability(): Availability {
  const underWay = new Set<Promise<unknown>>();
  let down = false;
  let tryAtMs = 0;

  function fail(): void {
    down = true;
    tryAtMs = performance.now() + PROBE_MS;
  }

  async function follow(answer: Promise<unknown>): Promise<void> {
    underWay.add(answer);
    try {
      await answer;
      down = false;
    } catch {
      if (underWay.has(answer)) fail();
    }
    underWay.delete(answer);
  }

  async function giveUp(answer: Promise<unknown>, abandon: () => void): Promise<void> {
    await sleep(ABANDON_MS, undefined, { ref: false });
    if (underWay.delete(answer)) abandon();
  }

  return {
    isUp: () => !down,
    mayTry: () => !down || (underWay.size === 0 && performance.now() >= tryAtMs),
    async watch(answer, patienceMs, abandon = () => {}) {
      void follow(answer);
      const timer = new AbortController();
      const late = runFor(patienceMs, timer.signal);
      try {
        // Where we were busy ourselves the answer may be here, unread: one turn reads it.
        const overdue = late.then(() => turn()).then(() => Promise.reject(new Error('no answer in time')));
        return await Promise.race([answer, overdue]);
      } catch (error) {
        fail();
        void giveUp(answer, abandon);
        throw error;
      } finally {
        timer.abort();
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.race([...underWay, sleep(PROBE_MS)]).catch(() => {});
    },
  };
}

/** Resolves when this process could have run for so long. */
async function runFor(durationMs: number, signal: AbortSignal): Promise<void> {
  for (let ranMs = 0; ranMs < durationMs; ) {
    const beganMs = performance.now();
    await sleep(Math.min(STEP_MS, durationMs - ranMs), undefined, { signal });
    ranMs += Math.min(MAX_STEP_MS, performance.now() - beganMs);
  }
}
