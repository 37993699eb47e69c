import pg from 'pg';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { type Load, type Measured, measure, median } from '../setting/measure.ts';
import type { BenchBook, BenchStack } from '../setting/stack.ts';
import { tenantId } from '../setting/stack.ts';
import { bareInserts } from './bareInserts.ts';
import { grouped } from './grouped.ts';
import { oneHot, uniform } from './pair.ts';
import { preparePgbench } from './pgbench.ts';
import { usualWay } from './usualWay.ts';

export interface PostingsOptions extends Load {
  readonly rounds: number;
  readonly accounts: number;
}

interface Run extends Measured {
  /** Messages in the outbox when it ended. */
  readonly waiting: number;
}

const USUAL_POOL = 16;
const WARM_UP_SECONDS = 1;

/**
 * Transactions per second in process: durable (fsync), with row-level security and an outbox, while a relay publishes.
 * The writer beside the usual way on the same accounts, bare inserts (the ceiling), and pgbench; interleaved, medians.
 */
export async function postings(stack: BenchStack, options: PostingsOptions): Promise<void> {
  const book = await stack.openBook(options.accounts);
  const contenders = await prepare(stack, book, options);
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [name, contend] of Object.entries(contenders.runs)) {
      const measured = await contend();
      const run = { ...measured, waiting: await stack.waiting() };
      runs.set(name, [...(runs.get(name) ?? []), run]);
      await stack.drained();
    }
  }
  await contenders.close();
  report(new Map([...runs].map(([name, all]) => [name, middle(all)])));
}

async function prepare(stack: BenchStack, book: BenchBook, load: Load) {
  const post = grouped(stack, book);
  const pool = new pg.Pool({ connectionString: stack.database.urls.app, max: USUAL_POOL });
  pool.on('error', () => {});
  const usual = usualWay(pool, book);
  const bare = new pg.Client({ connectionString: stack.database.urls.app, types: bigintTypes() });
  await bare.connect();
  await bare.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
  const batch = () => Array.from({ length: load.callers }, () => uniform(book));
  const pgbench = await preparePgbench(stack.postgresUrl);
  await measure({ ...load, seconds: WARM_UP_SECONDS }, () => post(uniform(book)));
  const runs: Record<string, () => Promise<Measured>> = {
    'grouped, uniform': () => measure(load, () => post(uniform(book))),
    'grouped, one hot account': () => measure(load, () => post(oneHot(book))),
    'usual way, uniform': () => measure(load, () => usual(uniform(book))),
    'usual way, one hot account': () => measure(load, () => usual(oneHot(book))),
    'bare inserts, 1 connection': () =>
      measure({ ...load, callers: 1 }, () => bareInserts(bare, book, batch()), load.callers),
    ...(pgbench && {
      pgbench: async () => ({ perSecond: await pgbench.run(load.seconds), p50: Number.NaN, p99: Number.NaN }),
    }),
  };
  return { runs, close: () => Promise.all([pool.end(), bare.end()]) };
}

const middle = (runs: readonly Run[]): Run => ({
  perSecond: median(runs.map(({ perSecond }) => perSecond)),
  p50: median(runs.map(({ p50 }) => p50)),
  p99: median(runs.map(({ p99 }) => p99)),
  waiting: Math.max(...runs.map(({ waiting }) => waiting)),
});

/** Nothing for what tells no times. */
const inMs = (time: number): number | '' => (Number.isNaN(time) ? '' : Number(time.toFixed(1)));

function report(runs: ReadonlyMap<string, Run>): void {
  console.table(
    Object.fromEntries(
      [...runs].map(([name, { perSecond, p50, p99, waiting }]) => [
        name,
        {
          'transactions/s': Math.round(perSecond),
          'p50 ms': inMs(p50),
          'p99 ms': inMs(p99),
          'left in the outbox': waiting,
        },
      ]),
    ),
  );
  const ratio = (over: string, under: string) =>
    ((runs.get(over)?.perSecond ?? 0) / (runs.get(under)?.perSecond ?? 1)).toFixed(2);
  console.log(`grouped / usual way, uniform:  ${ratio('grouped, uniform', 'usual way, uniform')}`);
  console.log(
    `grouped / usual way, one hot:  ${ratio('grouped, one hot account', 'usual way, one hot account')}`,
  );
  console.log(`one hot / uniform, grouped:    ${ratio('grouped, one hot account', 'grouped, uniform')}`);
  console.log(`grouped / bare inserts:        ${ratio('grouped, uniform', 'bare inserts, 1 connection')}`);
  if (!runs.has('pgbench')) console.log('pgbench is not installed here: left out');
}
