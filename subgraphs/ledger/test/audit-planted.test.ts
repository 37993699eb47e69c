import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AuditedLedger, startAuditedLedger } from './audit-harness.ts';
import { key, openAccount, openLedger, post, transfer } from './harness.ts';

let audited: AuditedLedger;
let book: string;
let cash: string;
let posted: string;
beforeAll(async () => {
  audited = await startAuditedLedger();
  const chainer = audited.startChainer();
  const { ledger } = audited;
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  const sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  posted = (await post(ledger, book, transfer(cash, sales, '1'))).transaction?.id ?? '';
  await ledger.ask(`mutation ($input: OpenCashPointInput!) { openCashPoint(input: $input) { __typename } }`, {
    input: { ledgerId: book, name: 'Till', kind: 'TILL', currency: 'EUR', idempotencyKey: key() },
  });
  await audited.untilSigned(book);
  await chainer.stop();
});
afterAll(() => audited.close());

test('an event that the book does not have is no transaction: it is not found, nor reversed', async () => {
  const planted = 'txn_0199aaaa-0000-7000-8000-000000000000';
  await audited.admin.query(
    `insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id,
                        causation_id)
     select tenant_id, $2, 1, 'evt_planted', type, replace(data::text, $1, $2)::json, effective_at, recorded_at, actor,
            correlation_id, causation_id from event where stream = $1`,
    [posted, planted],
  );
  const { transaction } = await audited.ledger.ask<{ transaction: object | null }>(
    'query ($id: ID!) { transaction(id: $id) { id } }',
    { id: planted },
  );
  expect(transaction).toBeNull();
  const { reverseTransaction } = await audited.ledger.ask<{ reverseTransaction: { __typename: string } }>(
    `mutation ($input: ReverseTransactionInput!) { reverseTransaction(input: $input) { __typename } }`,
    { input: { transactionId: planted, idempotencyKey: key() } },
  );
  expect(reverseTransaction.__typename).toBe('UnknownTransaction');
});

const ROWS = {
  fx_rate: `(tenant_id, ledger_id, base, quote, effective_at, recorded_at, id, rate)
            values ('acme', $1, 'EUR', 'USD', 0, 5, $2, 99)`,
  cash_point: `(tenant_id, ledger_id, id, name, kind, account_id, opened_at)
               values ('acme', $1, $2, 'Till', 'TILL', '', 5)`,
  reconciliation: `(tenant_id, ledger_id, id, account_id, recorded_at, from_at, to_at, date_window_days, known_at,
                    line_count, matched_count, break_count) values ('acme', $1, $2, '', 5, 0, 1, 0, 4, 0, 0, 0)`,
  cash_count: `(tenant_id, cash_point_id, counted_at, id, expected, counted)
               select 'acme', id, 6, $2, 0, 0 from cash_point where ledger_id = $1`,
};

test.each(Object.entries(ROWS))('a row of %s that no event led to is found', async (table, row) => {
  await audited.admin.query(`insert into ${table} ${row}`, [book, `planted_${table}`]);
  expect(await audited.verify(book)).toMatchObject({
    ok: false,
    firstFault: { reason: 'TABLE_DIFFERS', message: `A row of the table ${table} is of no event.` },
  });
  await audited.admin.query(`delete from ${table} where id = $1`, [`planted_${table}`]);
});
