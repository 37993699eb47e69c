import type { Figures, Runner } from '../field.ts';
import { medians } from '../load/figures.ts';
import type { Setting } from '../setting.ts';
import type { Workload } from './workloads.ts';

export interface Rounds {
  readonly rounds: number;
  /** Of each run. */
  readonly seconds: number;
}

/** Of each contender the medians of all rounds, in the order in which they ran. */
export interface Comparison {
  readonly workload: Workload;
  readonly rows: readonly { readonly label: string; readonly figures: Figures }[];
}

/** Runs all in turn, again and again, so that what else the machine does falls on all alike. */
export async function compare(
  { subgraphs }: Setting,
  runners: readonly Runner[],
  workload: Workload,
  { rounds, seconds }: Rounds,
): Promise<Comparison> {
  const { title, query, delayMs, connections, varied } = workload;
  const runs = new Map(runners.map(({ label }) => [label, [] as Figures[]]));
  subgraphs.setDelay(delayMs);
  for (let round = 1; round <= rounds; round += 1) {
    console.error(`${title}: round ${round} of ${rounds}`);
    for (const { label, run } of runners)
      runs.get(label)?.push(await run(query, { connections, seconds, varied }));
  }
  subgraphs.setDelay(0);
  return { workload, rows: [...runs].map(([label, all]) => ({ label, figures: medians(all) })) };
}
