import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AuditedLedger, startAuditedLedger } from './audit-harness.ts';
import { foldAll } from './folds.ts';
import { openAccount, openLedger, post, transfer } from './harness.ts';

const STRETCH = 2;
/** Seventeen stretches: sixteen make a greater block. */
const TRANSACTIONS = 35;

let audited: AuditedLedger;
let book: string;
let cash: string;
beforeAll(async () => {
  audited = await startAuditedLedger();
  const chainer = audited.startChainer();
  const { ledger } = audited;
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  const sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  await Promise.all(
    Array.from({ length: TRANSACTIONS }, (_, i) => {
      const backdated = { effectiveAt: `2020-01-0${1 + (i % 5)}T00:00:00Z` };
      return post(ledger, book, transfer(cash, sales, '1'), i % 2 ? backdated : {});
    }),
  );
  await audited.untilSigned(book);
  await chainer.stop();
});
afterAll(() => audited.close());

async function foldAnew(): Promise<void> {
  await audited.admin.query('delete from checkpoint where account_id = $1', [cash]);
  await audited.admin.query('delete from out_of_order_sum where account_id = $1', [cash]);
  expect(await foldAll(audited.ledger.database, cash, STRETCH)).toBe(17);
}

test('checkpoints that are folded of postings are no fault', async () => {
  await foldAnew();
  expect(await audited.verify(book)).toMatchObject({ ok: true, complete: true });
});

test.each([
  'update checkpoint set debits = debits + 1 where account_id = $1 and stretches = 3',
  'update checkpoint set in_order_debits = in_order_debits - 1 where account_id = $1 and stretches = 17',
  'update checkpoint set in_order_postings = 0 where account_id = $1 and stretches = 1',
  'update checkpoint set recorded_through = recorded_through + 1 where account_id = $1 and stretches = 17',
  'delete from checkpoint where account_id = $1 and stretches = 5',
  'update out_of_order_sum set debits = debits + 1 where account_id = $1 and level = 0 and block = 16',
  'update out_of_order_sum set effective_at = effective_at + 1 where account_id = $1 and level = 1',
  'delete from out_of_order_sum where account_id = $1 and level = 1',
  'insert into out_of_order_sum select tenant_id, account_id, 2, 0, effective_at, debits, credits from out_of_order_sum where account_id = $1 and level = 1',
])('found: %s', async (tampering) => {
  await foldAnew();
  await audited.admin.query(tampering, [cash]);
  expect(await audited.verify(book)).toMatchObject({
    ok: false,
    firstFault: { reason: 'TABLE_DIFFERS', record: cash },
  });
});
