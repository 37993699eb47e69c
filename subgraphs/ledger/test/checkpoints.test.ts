import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { present } from 'platform/kernel/assert';
import { formatInstant, instantOf, parseInstant, systemClock } from 'platform/kernel/clock';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { Registry } from 'prom-client';
import { readBalances } from '../read-models/balance/read.ts';
import { foldStretch } from '../read-models/checkpoint/fold.ts';
import { startFolding } from '../read-models/checkpoint/folding.ts';
import { foldNext } from '../read-models/checkpoint/foldNext.ts';
import { readStatement } from '../read-models/statement/read.ts';
import { readVolumes } from '../read-models/volumes/read.ts';
import { findAccounts } from '../storage/stores/accounts.ts';
import { foldAll } from './folds.ts';
import {
  acme,
  balance,
  key,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

const { tenantId } = acme;
const STRETCH = 5;

const ledger: TestLedger = await startTestLedger();
const { system } = ledger.database;
const admin = new pg.Client({ connectionString: ledger.database.adminUrl, types: bigintTypes() });
await admin.connect();
let book: string;
let cash: string;
let sales: string;

beforeEach(async () => {
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
});
afterAll(async () => {
  await admin.end();
  await ledger.close();
});

const inSeconds = (s: number): string => formatInstant(instantOf(systemClock.now() + BigInt(s) * 1_000_000n));

/** Transactions one euro each, every other one backdated. */
const sell = (many: number) =>
  Promise.all(
    Array.from({ length: many }, (_, i) =>
      post(ledger, book, transfer(cash, sales, '1'), i % 2 ? { effectiveAt: inSeconds(-60 - (i % 7)) } : {}),
    ),
  );

const BATCH = 500;

/** So many transactions of one euro, in batches; each effective so many seconds from now, or now. */
async function sellMany(many: number, effectiveInS: (i: number) => number | undefined = () => undefined) {
  const transactions = Array.from({ length: many }, (_, i) => {
    const at = effectiveInS(i);
    const more = at === undefined ? {} : { effectiveAt: inSeconds(at) };
    return { ledgerId: book, postings: transfer(cash, sales, '1'), idempotencyKey: key(), ...more };
  });
  for (let first = 0; first < many; first += BATCH) {
    const { postTransactions } = await ledger.ask<{
      postTransactions: { results: { __typename: string }[] };
    }>(
      `mutation ($input: PostTransactionsInput!) {
         postTransactions(input: $input) { ... on PostTransactionsSuccess { results { __typename } } } }`,
      { input: { transactions: transactions.slice(first, first + BATCH) } },
    );
    for (const { __typename } of postTransactions.results) expect(__typename).toBe('PostTransactionSuccess');
  }
}

const dueOf = async (accountId: string): Promise<bigint[]> => {
  const { rows } = await admin.query<{ postings: bigint }>(
    'select postings from checkpoint_due where account_id = $1 order by postings',
    [accountId],
  );
  return rows.map(({ postings }) => postings);
};

const makeDue = (accountId: string, times = 1) =>
  admin.query('insert into checkpoint_due select $1, $2, at from generate_series(1, $3::int) as at', [
    tenantId,
    accountId,
    times,
  ]);

const rowsOf = async (table: string, accountId: string): Promise<number> =>
  (await admin.query(`select from ${table} where account_id = $1`, [accountId])).rowCount ?? 0;

/** Balances between the second-last transactions and the last, effective then and before all that is backdated. */
async function views() {
  const now = await balance(ledger, cash);
  const at = (effectiveAt: string) => balance(ledger, cash, { effectiveAt, recordedAt: now.asOf.recordedAt });
  return [await at(now.asOf.effectiveAt), await at(inSeconds(-61)), await at(inSeconds(-64))].map(
    ({ asOf, ...amounts }) => ({ asOf, amounts }),
  );
}

const again = async (seen: Awaited<ReturnType<typeof views>>) =>
  Promise.all(
    seen.map(async ({ asOf }) => {
      const { asOf: same, ...amounts } = await balance(ledger, cash, asOf);
      return { asOf: same, amounts };
    }),
  );

async function foldUntilDone(stretch = STRETCH): Promise<void> {
  while (await foldNext(system, stretch));
}

describe('a checkpoint', () => {
  test('comes after a stretch of postings, and not before it is full', async () => {
    await sell(STRETCH - 1);
    expect(await foldAll(ledger.database, cash, STRETCH)).toBe(0);
    await sell(1);
    expect(await foldAll(ledger.database, cash, STRETCH)).toBe(1);
    expect(await rowsOf('checkpoint', cash)).toBe(1);
  });

  test('leaves the postings of one transaction together', async () => {
    const several = Array.from({ length: STRETCH - 2 }, () => transfer(cash, sales, '1')).flat();
    for (let i = 0; i < 4; i += 1) await post(ledger, book, several);
    const before = await views();
    expect(await foldAll(ledger.database, cash, STRETCH)).toBe(2);
    expect(await again(before)).toEqual(before);
  });

  test('changes no answer', async () => {
    await sell(50);
    const before = await views();
    expect(await foldAll(ledger.database, cash, STRETCH)).toBe(10);
    expect(await again(before)).toEqual(before);
  });

  test('is merged with others, level by level', async () => {
    await sell(256);
    const before = await views();
    expect(await foldAll(ledger.database, cash, 1)).toBe(256);
    expect(await again(before)).toEqual(before);
    const { rows } = await admin.query(
      'select level, count(distinct block)::int as blocks from out_of_order_sum where account_id = $1 group by 1 order by 1',
      [cash],
    );
    expect(rows).toEqual([
      { level: 0, blocks: 128 },
      { level: 1, blocks: 16 },
      { level: 2, blocks: 1 },
    ]);
  });
});

describe('an account is due', () => {
  test('when its postings pass a multiple of a thousand', async () => {
    await sellMany(999);
    expect(await dueOf(cash)).toEqual([]);
    await post(ledger, book, [...transfer(cash, sales, '1'), ...transfer(cash, sales, '1')]);
    expect(await dueOf(cash)).toEqual([1_001n]);
    expect(await dueOf(sales)).toEqual([1_001n]);
    await sellMany(1);
    expect(await dueOf(cash)).toEqual([1_001n]);
  });

  test('until it is folded, by whichever process runs', async () => {
    await sellMany(1_000);
    const metrics = new Registry();
    const folding = startFolding({ database: ledger.database, logger: pino({ level: 'silent' }), metrics });
    while ((await dueOf(cash)).length > 0) await sleep(5);
    expect(await rowsOf('checkpoint', cash)).toBe(1);
    await folding.stop();
    expect(await metrics.metrics()).toMatch(/^ledger_checkpoint_folds_total [1-9]/m);
  });
});

describe('a fold', () => {
  test('that is killed in the middle leaves nothing, and the next one does it', async () => {
    await sell(20);
    await makeDue(cash);
    const before = await views();
    const client = new pg.Client({ connectionString: ledger.database.urls.system });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await client.query('begin');
    await foldStretch(client, [tenantId, cash], STRETCH);
    await admin.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await client.end().catch(() => {});
    expect(await rowsOf('checkpoint', cash)).toBe(0);
    await foldUntilDone();
    expect(await rowsOf('checkpoint', cash)).toBe(4);
    expect(await again(before)).toEqual(before);
  });

  test('lets postings and reads go on meanwhile', async () => {
    await sell(10);
    const client = await system.connect();
    await client.query('begin');
    await foldStretch(client, [tenantId, cash], STRETCH);
    await sell(2);
    expect((await balance(ledger, cash)).posted).toBe('12.00');
    expect((await balance(ledger, cash, { effectiveAt: inSeconds(0) })).posted).toBe('12.00');
    await client.query('commit');
    client.release();
    expect((await balance(ledger, cash, { effectiveAt: inSeconds(0) })).posted).toBe('12.00');
  });

  test('is done once by several processes at a time', async () => {
    await sell(100);
    await makeDue(cash, 10);
    await makeDue(sales, 10);
    const before = await views();
    await Promise.all([foldUntilDone(), foldUntilDone(), foldUntilDone()]);
    await foldUntilDone();
    expect(await rowsOf('checkpoint', cash)).toBe(20);
    expect(await rowsOf('checkpoint', sales)).toBe(20);
    expect((await admin.query('select from checkpoint_due')).rowCount).toBe(0);
    expect(await again(before)).toEqual(before);
  });
});

test('a past answer is the same before and after 10,000 later backdated postings, and while they are recorded', async () => {
  await sell(300);
  await foldAll(ledger.database, cash, 20);
  await sell(150);
  const before = await views();
  let recording = true;
  const look = async (): Promise<void> => {
    while (recording) {
      expect(await again(before)).toEqual(before);
      await foldNext(system, 100);
    }
  };
  const backdate = () => sellMany(5_000, (i) => -(i % 120));
  const looking = look();
  await Promise.all([backdate(), backdate()]).finally(() => {
    recording = false;
  });
  await looking;
  expect(await again(before)).toEqual(before);
  await foldUntilDone(100);
  expect(await again(before)).toEqual(before);
  expect((await balance(ledger, cash)).posted).toBe('10450.00');
}, 120_000);

test('every read finds its rows by index, though the planner knows nothing of the tables', async () => {
  await sell(200);
  await foldAll(ledger.database, cash, STRETCH);
  const plans: string[] = [];
  const reader: typeof ledger.database.reader = (tenant) => {
    const { query } = ledger.database.reader(tenant);
    return {
      tenantId: tenant,
      query: async (statement) => {
        const plan = await query<{ 'QUERY PLAN': string }>(sql`explain ${statement}`);
        plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
        return query(statement);
      },
    };
  };
  const books = { reader, unitOfWork: ledger.database.unitOfWork };
  const [account] = await findAccounts(ledger.database.reader(tenantId), [cash]);
  const { asOf } = await balance(ledger, cash);
  const at = present(parseInstant(asOf.recordedAt), 'an instant');
  const from = instantOf(at - 62_000_000n);
  await readBalances(books, tenantId, [cash], { effectiveAt: at, recordedAt: at });
  await readVolumes(books, tenantId, [cash], { effectiveFrom: from, effectiveTo: at, recordedFrom: from });
  const asked = { from, to: at, at: { recordedAt: at }, first: 2 };
  const page = await readStatement(books, tenantId, present(account, 'it was opened'), asked);
  const after = present(page.lines.pageInfo.endCursor, 'there are lines');
  await readStatement(books, tenantId, present(account, 'it was opened'), { ...asked, after });
  expect(plans.length).toBeGreaterThan(6);
  for (const plan of plans) {
    expect(plan).not.toMatch(/Seq Scan on (posting|checkpoint|out_of_order_sum|transaction)\b/);
    for (const [, table, condition] of plan.matchAll(
      / on (posting|out_of_order_sum|transaction)\b.*\n\s+Index Cond: (.*)/g,
    )) {
      expect([table, condition]).toEqual([table, expect.stringMatching(/recorded_at|effective_at/)]);
    }
  }
});
