import type { Figures } from './field.ts';
import type { Comparison } from './parts/compare.ts';
import { CONTENDERS, type ContenderName } from './servers/contenders.ts';

/** What is to be reached, and what was. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly measured: number;
  readonly isReached: boolean;
}

export const atLeast = (what: string, measured: number, wanted: number): Target => ({
  ...{ what, wanted: `≥ ${wanted}`, measured },
  isReached: measured >= wanted,
});

export const atMost = (what: string, measured: number, wanted: number): Target => ({
  ...{ what, wanted: `≤ ${wanted}`, measured },
  isReached: measured <= wanted,
});

/** This gateway's requests per second, as a multiple of those of others. */
const THROUGHPUT = {
  deep: { plain: 12, hive: 4, grafbase: 0.8 },
  small: { plain: 10 },
} as const;

/** The median time of a request that is alone, as a share of plain @apollo/gateway's. */
const LATENCY = 1 / 5;

/** How this gateway stands to others at full load. */
export function throughputTargets(comparison: Comparison): readonly Target[] {
  const { query, title } = comparison.workload;
  return Object.entries(THROUGHPUT[query]).flatMap(([name, wanted]) =>
    besideOurs(comparison, name as ContenderName, (own, other) =>
      atLeast(`${title}: requests/s, × ${name}`, own.perSecond / other.perSecond, wanted),
    ),
  );
}

/** How it stands to plain @apollo/gateway with one request at a time. */
export const latencyTargets = (comparison: Comparison): readonly Target[] =>
  besideOurs(comparison, 'plain', (own, plain) =>
    atMost(`${comparison.workload.title}: p50, × plain`, own.p50 / plain.p50, LATENCY),
  );

/** Like beside like: others share equal fetches by default. Nothing where one of the two did not take part. */
function besideOurs(
  { rows }: Comparison,
  name: ContenderName,
  target: (own: Figures, other: Figures) => Target,
): readonly Target[] {
  const figuresOf = (one: ContenderName) =>
    rows.find(({ label }) => label === CONTENDERS[one].label)?.figures;
  const [own, other] = [figuresOf('sharing') ?? figuresOf('ours'), figuresOf(name)];
  return own && other ? [target(own, other)] : [];
}
