import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { formatInstant, instantOf, parseInstant, systemClock } from 'platform/kernel/clock';
import { balance, eur, openAccount, openLedger, post, startTestLedger, type TestLedger } from './harness.ts';

let ledger: TestLedger;
let admin: pg.Client;

beforeAll(async () => {
  ledger = await startTestLedger();
  admin = new pg.Client({ connectionString: ledger.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await ledger.close();
});

const FLOORS = [undefined, 0, -500];

/** Minor units from account to account, effective some seconds from now; they may all be asked for at once. */
const step = fc
  .record({
    from: fc.nat(2),
    to: fc.nat(2),
    minor: fc.integer({ min: 1, max: 2_000 }),
    effectiveInS: fc.integer({ min: -100_000, max: 100_000 }),
  })
  .filter(({ from, to }) => from !== to);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const amount = (minor: number) => eur((minor / 100).toFixed(2));

async function openBook(): Promise<{ book: string; accounts: string[] }> {
  const book = await openLedger(ledger);
  const accounts = [];
  for (const [index, floor] of FLOORS.entries()) {
    const overdraftFloor = floor === undefined ? undefined : amount(floor);
    accounts.push(
      await openAccount(ledger, book, `a${index}`, { type: index ? 'LIABILITY' : 'ASSET', overdraftFloor }),
    );
  }
  return { book, accounts };
}

const record = (book: string, accounts: string[], { from, to, minor, effectiveInS }: Step) =>
  post(
    ledger,
    book,
    [
      { accountId: accounts[to], direction: 'DEBIT', amount: amount(minor) },
      { accountId: accounts[from], direction: 'CREDIT', amount: amount(minor) },
    ],
    { effectiveAt: formatInstant(instantOf(systemClock.now() + BigInt(effectiveInS) * 1_000_000n)) },
  );

test('whatever is posted in whatever order, all laws of the book hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 8 }), { maxLength: 6 }), async (waves) => {
      const { book, accounts } = await openBook();
      const views = [];
      for (const wave of waves) {
        await Promise.all(wave.map((one) => record(book, accounts, one)));
        views.push(await balance(ledger, accounts[1] ?? ''));
      }
      await everyTransactionIsZeroSum(accounts);
      for (const [index, id] of accounts.entries()) await balanceIsWhatTheEventsSay(id, FLOORS[index]);
      for (const view of views) expect(await balance(ledger, accounts[1] ?? '', view.asOf)).toEqual(view);
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** Law 1: debits equal credits, over all accounts, at every recorded instant. */
async function everyTransactionIsZeroSum(accounts: string[]): Promise<void> {
  const { rows } = await admin.query(
    'select recorded_at from posting where account_id = any($1) group by recorded_at having sum(debit) <> sum(credit)',
    [accounts],
  );
  expect(rows).toEqual([]);
}

/** Laws 2 and 5: the read models agree with the events, now and as of now, and no floor is crossed. */
async function balanceIsWhatTheEventsSay(id: string, floor: number | undefined): Promise<void> {
  const seen = await balance(ledger, id);
  expect(await balance(ledger, id, seen.asOf)).toEqual(seen);
  const { rows } = await admin.query<{ debits: string; credits: string }>(
    `select coalesce(sum((p->'amount'->>'minor')::numeric) filter (where p->>'direction' = 'DEBIT'), 0) / 100 as debits,
            coalesce(sum((p->'amount'->>'minor')::numeric) filter (where p->>'direction' = 'CREDIT'), 0) / 100 as credits
     from event e cross join json_array_elements(e.data->'postings') p
     where e.type = 'ledger.transaction.posted.v1' and p->>'accountId' = $1 and e.effective_at <= $2`,
    [id, parseInstant(seen.asOf.effectiveAt)],
  );
  expect(Number(seen.debits)).toBe(Number(rows[0]?.debits));
  expect(Number(seen.credits)).toBe(Number(rows[0]?.credits));
  if (floor !== undefined) expect(Number(seen.available) * 100).toBeGreaterThanOrEqual(floor);
}
