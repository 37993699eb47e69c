import type { Load } from '../load/load.ts';
import { QUERIES, type QueryName } from '../setting.ts';

export interface Workload extends Pick<Load, 'connections' | 'varied'> {
  readonly title: string;
  readonly query: QueryName;
  /** Milliseconds that a subgraph takes for each answer. */
  readonly delayMs: number;
}

const SLOW_MS = 5;

const workload = (query: QueryName, varied: boolean, delayMs: number, connections: number): Workload => ({
  ...{ query, varied, delayMs, connections },
  title: [
    `${query} query`,
    `${varied ? 'varied' : 'identical'} traffic`,
    delayMs > 0 ? `subgraphs of ${delayMs} ms` : 'instant subgraphs',
    `${connections} connection${connections > 1 ? 's' : ''}`,
  ].join(', '),
});

const queries = Object.keys(QUERIES) as QueryName[];

/** What a gateway does at full load. */
export const AT_FULL_LOAD: readonly Workload[] = queries.flatMap((query) =>
  [true, false].flatMap((varied) => [0, SLOW_MS].map((delayMs) => workload(query, varied, delayMs, 50))),
);

/** One request at a time: no two equal ones are in flight, so that all of it is varied. */
export const ONE_AT_A_TIME: readonly Workload[] = queries.flatMap((query) =>
  [0, SLOW_MS].map((delayMs) => workload(query, true, delayMs, 1)),
);

/** Those whose title has all of the words. */
export function selected(workloads: readonly Workload[], words: string): readonly Workload[] {
  const all = words.split(' ').filter(Boolean);
  const found = workloads.filter(({ title }) => all.every((word) => title.split(/,? /).includes(word)));
  if (found.length === 0) console.error(`no workload here has all of these words: ${words}`);
  return found;
}
