import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { replay } from 'platform/event-store/replay';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import { balancesProjection } from '../read-models/balance/projection.ts';
import {
  acme,
  balance,
  eur,
  globex,
  key,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;
let admin: pg.Client;
beforeAll(async () => {
  ledger = await startTestLedger();
  admin = new pg.Client({ connectionString: ledger.database.adminUrl });
  await admin.connect();
  for (const actor of [undefined, globex]) {
    const book = await openLedger(ledger, actor);
    const cash = await openAccount(ledger, book, 'cash', {}, actor);
    const wallet = await openAccount(
      ledger,
      book,
      'wallet',
      { type: 'LIABILITY', overdraftFloor: eur('0') },
      actor,
    );
    await openAccount(ledger, book, 'unused', {}, actor);
    await post(ledger, book, transfer(cash, wallet, '10'), {}, actor);
    await post(ledger, book, transfer(wallet, cash, '4'), { effectiveAt: '2020-01-01T00:00:00Z' }, actor);
    const effectiveAt = formatInstant(instantOf(systemClock.now() + 3_600_000_000n));
    await post(ledger, book, transfer(cash, wallet, '2'), { effectiveAt }, actor);
    await holdInSteps(book, cash, wallet, actor);
  }
});
afterAll(async () => {
  await admin.end();
  await ledger.close();
});

/** One captured in part, one captured finally, one released; the first lasts the shortest. */
async function holdInSteps(book: string, cash: string, wallet: string, actor = acme): Promise<void> {
  const run = async (name: string, input: object) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const data = await ledger.ask<Record<string, { hold: { id: string } }>>(
      `mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Success { hold { id } } } }`,
      { input: { idempotencyKey: key(), ...input } },
      actor,
    );
    return data[name]?.hold.id;
  };
  const place = (days: number) => {
    const expiresAt = formatInstant(instantOf(systemClock.now() + BigInt(days) * 86_400_000_000n));
    const accounts = { debitAccountId: wallet, creditAccountId: cash };
    return run('placeHold', { ledgerId: book, ...accounts, amount: eur('1.50'), expiresAt });
  };
  const [open, captured, released] = [await place(1), await place(2), await place(3)];
  await run('captureHold', { holdId: open, amount: eur('0.40'), final: false });
  await run('captureHold', { holdId: captured, amount: eur('0.90') });
  await run('releaseHold', { holdId: released });
}

/** All that is derived; when it was last rolled forward is not. */
const derived = async () => {
  const { rows: balances } = await admin.query(
    `select to_jsonb(b) - 'rolled_through' as row from balance b order by tenant_id, account_id`,
  );
  const { rows: future } = await admin.query(
    'select * from future_change order by tenant_id, account_id, recorded_at',
  );
  return { balances, future };
};

test('replaying the events gives the balances that were written along with them, versions kept', async () => {
  const before = await derived();
  await admin.query('update balance set debits = 12345, next_change_at = 7');
  const progress: number[] = [];
  const onProgress = (done: number) => progress.push(done);
  const events = await replay({ system: ledger.database.system, projection: balancesProjection, onProgress });
  expect(await derived()).toEqual(before);
  expect(progress.at(-1)).toBe(events);
});

test('transactions that are posted during a replay wait for it, and count once', async () => {
  const book = await openLedger(ledger);
  const [a, b] = [await openAccount(ledger, book, 'a'), await openAccount(ledger, book, 'b')];
  const posting = Array.from({ length: 50 }, () => post(ledger, book, transfer(a, b, '1')));
  const replaying = replay({ system: ledger.database.system, projection: balancesProjection });
  await Promise.all([...posting, replaying]);
  expect(await balance(ledger, a)).toMatchObject({ posted: '50.00', debits: '50.00' });
});
