import { present } from 'platform/kernel/assert';

/** The value that the share `q` of all values does not exceed. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort();
  return present(sorted[Math.floor((sorted.length - 1) * q)], 'something was measured');
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Of each figure the median of all runs. */
export function medians<Figure extends string>(
  runs: readonly Readonly<Record<Figure, number>>[],
): Readonly<Record<Figure, number>> {
  const figures = Object.keys(present(runs[0], 'something was measured')) as Figure[];
  const entries = figures.map((figure) => [figure, median(runs.map((run) => run[figure]))]);
  return Object.fromEntries(entries) as Record<Figure, number>;
}
