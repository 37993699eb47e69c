import type { Field } from './field.ts';
import { medians } from './load/figures.ts';
import { load, type Measured } from './load/load.ts';
import type { ContenderName } from './servers/contenders.ts';
import { type CpuShares, withCpu } from './servers/cpu.ts';
import { QUERIES, type Setting } from './setting.ts';
import type { Workload } from './workloads.ts';

export interface Rounds {
  readonly rounds: number;
  /** Of each run. */
  readonly seconds: number;
}

export type Figures = Measured & CpuShares;

/** Of each contender the medians of all rounds. */
export interface Comparison {
  readonly workload: Workload;
  readonly figures: Readonly<Partial<Record<ContenderName, Figures>>>;
}

/** Runs all contenders in turn, again and again, so that what else the machine does falls on all alike. */
export async function compare(
  { subgraphs }: Setting,
  { servers, expected }: Field,
  workload: Workload,
  { rounds, seconds }: Rounds,
): Promise<Comparison> {
  const { name: title, query, delayMs, connections, varied } = workload;
  const runs = new Map([...servers.keys()].map((name) => [name, [] as Figures[]]));
  subgraphs.setDelay(delayMs);
  for (let round = 1; round <= rounds; round += 1) {
    console.error(`${title}: round ${round} of ${rounds}`);
    for (const [name, server] of servers) {
      const target = { url: server.url, query: QUERIES[query] };
      const run = () => load(target, expected[query], { connections, seconds, varied });
      runs.get(name)?.push(await withCpu(server, subgraphs, run));
    }
  }
  subgraphs.setDelay(0);
  return { workload, figures: Object.fromEntries([...runs].map(([name, all]) => [name, medians(all)])) };
}
