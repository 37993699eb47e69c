import { present } from 'platform/kernel/assert';

/** How hard, and how long. */
export interface Load {
  /** Who wait for an answer at any time. */
  readonly callers: number;
  readonly seconds: number;
}

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds from the call to its answer. */
  readonly p50: number;
  readonly p99: number;
}

/** Runs `work` by all callers for the time of the load. `size`: how many of what is counted one call does. */
export async function measure(
  { callers, seconds }: Load,
  work: () => Promise<unknown>,
  size = 1,
): Promise<Measured> {
  const began = performance.now();
  const end = began + seconds * 1000;
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        const at = performance.now();
        await work();
        times.push(performance.now() - at);
      }
    }),
  );
  const elapsed = (performance.now() - began) / 1000;
  return {
    perSecond: (times.length * size) / elapsed,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

/** The value that the share `q` of all values does not exceed. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return present(sorted[Math.floor((sorted.length - 1) * q)], 'something was measured');
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
