import type { Contender, Group } from './contender.ts';
import { median } from './measure.ts';

/** Decisions per second of each contender, round by round. */
export type Runs = ReadonlyMap<Contender, readonly number[]>;

const BAR = 30;

interface Target {
  readonly what: string;
  readonly group: Group;
  readonly name: string;
  /** Over this contender; absent: decisions per second. */
  readonly over?: string;
  readonly atLeast: number;
}

const POSTGRES = { name: 'strict', over: 'rate-limiter-flexible', atLeast: 3 };
/** The speed to reach. */
const TARGETS: readonly Target[] = [
  { what: 'leased, decisions per second', group: 'in process', name: 'leased', atLeast: 1_000_000 },
  {
    ...{ what: 'Redis strict / bare Lua GCRA', group: 'Redis, one key', name: 'strict' },
    ...{ over: 'bare Lua GCRA', atLeast: 1 },
  },
  { what: 'PostgreSQL strict / per-decision upsert, one key', group: 'PostgreSQL, one key', ...POSTGRES },
  {
    what: 'PostgreSQL strict / per-decision upsert, 1,000 keys',
    group: 'PostgreSQL, 1,000 keys',
    ...POSTGRES,
  },
];

/** A table of bars for each group, and how far from the speed to reach. */
export function report(runs: Runs): void {
  const medians = [...runs].map(([{ group, name }, all]) => ({ group, name, perSecond: median(all) }));
  for (const group of new Set(medians.map((each) => each.group)))
    printGroup(
      group,
      medians.filter((each) => each.group === group),
    );
  const perSecondOf = (of: Group, by: string): number =>
    medians.find(({ group, name }) => group === of && name === by)?.perSecond ?? Number.NaN;
  for (const { what, group, name, over, atLeast } of TARGETS) {
    const figure = perSecondOf(group, name) / (over === undefined ? 1 : perSecondOf(group, over));
    if (Number.isNaN(figure)) continue;
    const verdict = figure >= atLeast ? 'reached' : 'missed';
    console.log(`${what}: ${formatted(figure)}, to reach: ${formatted(atLeast)}: ${verdict}`);
  }
}

function printGroup(
  group: Group,
  rows: readonly { readonly name: string; readonly perSecond: number }[],
): void {
  const most = Math.max(...rows.map(({ perSecond }) => perSecond));
  console.log(`${group}, decisions per second`);
  for (const { name, perSecond } of rows) {
    const bar = '█'.repeat(Math.max(1, Math.round((perSecond / most) * BAR)));
    console.log(`  ${name.padEnd(24)} ${formatted(perSecond).padStart(12)} ${bar}`);
  }
  console.log('');
}

const formatted = (figure: number): string =>
  figure < 1_000 ? figure.toFixed(2) : Math.round(figure).toLocaleString('en');
