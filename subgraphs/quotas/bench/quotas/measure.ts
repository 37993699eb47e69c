/** How hard, and how long. */
export interface Load {
  /** Who wait for an answer at any time. */
  readonly callers: number;
  readonly seconds: number;
}

/** Decisions per second of `decide` by all callers. */
export async function measure({ callers, seconds }: Load, decide: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const end = began + seconds * 1_000;
  let decided = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        await decide();
        decided += 1;
      }
    }),
  );
  return (decided * 1_000) / (performance.now() - began);
}

/** Decisions are looked at together, or the clock would be what is measured. */
const AT_ONCE = 1_000;

/** The same of one that waits for nobody, but for what `otherwise` does when it says no. */
export async function measureSync(
  { seconds }: Load,
  decide: () => boolean,
  otherwise: () => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  const end = began + seconds * 1_000;
  let decided = 0;
  while (performance.now() < end) {
    for (let n = 0; n < AT_ONCE; n++) if (!decide()) await otherwise();
    decided += AT_ONCE;
    await new Promise(setImmediate); // leases are renewed meanwhile
  }
  return (decided * 1_000) / (performance.now() - began);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
