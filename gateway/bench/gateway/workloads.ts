import type { Load } from './load/load.ts';
import { QUERIES, type QueryName } from './setting.ts';

export interface Workload extends Pick<Load, 'connections' | 'varied'> {
  /** For the table's title and `--only`. */
  readonly name: string;
  readonly query: QueryName;
  /** Milliseconds that a subgraph takes for each answer. */
  readonly delayMs: number;
}

const SLOW_MS = 5;

const workload = (query: QueryName, varied: boolean, delayMs: number, connections: number): Workload => ({
  ...{ query, varied, delayMs, connections },
  name: [
    `${query} query`,
    `${varied ? 'varied' : 'identical'} traffic`,
    delayMs > 0 ? `subgraphs of ${delayMs} ms` : 'instant subgraphs',
    `${connections} connection${connections > 1 ? 's' : ''}`,
  ].join(', '),
});

const names = Object.keys(QUERIES) as QueryName[];

/** What a gateway does at full load. */
export const THROUGHPUT: readonly Workload[] = names.flatMap((query) =>
  [true, false].flatMap((varied) => [0, SLOW_MS].map((delayMs) => workload(query, varied, delayMs, 50))),
);

/** One request at a time: what is identical is never in flight twice, so that all of it is varied. */
export const LATENCY: readonly Workload[] = names.flatMap((query) =>
  [0, SLOW_MS].map((delayMs) => workload(query, true, delayMs, 1)),
);
