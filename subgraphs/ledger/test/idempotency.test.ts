import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
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
let book: string;
let cash: string;
let sales: string;

beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
});
afterAll(() => ledger.close());

describe('the same idempotency key', () => {
  test('with the same input gives the first result, and one effect', async () => {
    const idempotencyKey = key();
    const first = await post(ledger, book, transfer(cash, sales, '1'), { idempotencyKey });
    const before = await balance(ledger, cash);
    const second = await post(ledger, book, transfer(cash, sales, '1'), { idempotencyKey });
    expect(second).toEqual(first);
    expect((await balance(ledger, cash)).posted).toBe(before.posted);
  });

  test('takes "1.0" for "1.00"', async () => {
    const idempotencyKey = key();
    const first = await post(ledger, book, transfer(cash, sales, '1.0'), { idempotencyKey });
    expect(await post(ledger, book, transfer(cash, sales, '1.00'), { idempotencyKey })).toEqual(first);
  });

  test('with another input is refused', async () => {
    const idempotencyKey = key();
    await post(ledger, book, transfer(cash, sales, '1'), { idempotencyKey });
    expect(await post(ledger, book, transfer(cash, sales, '2'), { idempotencyKey })).toMatchObject({
      __typename: 'IdempotencyConflict',
      code: 'IDEMPOTENCY_CONFLICT',
      path: ['input', 'idempotencyKey'],
    });
  });

  test('twice in one batch, and by 50 callers at once, has one effect', async () => {
    const idempotencyKey = key();
    const before = await balance(ledger, cash);
    const all = await Promise.all(
      Array.from({ length: 50 }, () => post(ledger, book, transfer(cash, sales, '5'), { idempotencyKey })),
    );
    expect(new Set(all.map(({ transaction }) => transaction?.id)).size).toBe(1);
    expect(Number((await balance(ledger, cash)).posted) - Number(before.posted)).toBe(5);
  });

  test('with other inputs at once: one wins, the others conflict', async () => {
    const idempotencyKey = key();
    const all = await Promise.all(
      ['1', '2', '3'].map((amount) => post(ledger, book, transfer(cash, sales, amount), { idempotencyKey })),
    );
    expect(all.map(({ __typename }) => __typename).sort()).toEqual([
      'IdempotencyConflict',
      'IdempotencyConflict',
      'PostTransactionSuccess',
    ]);
  });

  test('replays a refusal too, even when it would succeed by now', async () => {
    const wallet = await openAccount(ledger, book, 'wallet', { type: 'LIABILITY', overdraftFloor: eur('0') });
    const idempotencyKey = key();
    const first = await post(ledger, book, transfer(wallet, cash, '1'), { idempotencyKey });
    expect(first.__typename).toBe('InsufficientFunds');
    await post(ledger, book, transfer(cash, wallet, '10'));
    expect(await post(ledger, book, transfer(wallet, cash, '1'), { idempotencyKey })).toEqual(first);
  });

  test('of another tenant is another key', async () => {
    const idempotencyKey = key();
    await post(ledger, book, transfer(cash, sales, '1'), { idempotencyKey });
    const theirs = await openLedger(ledger, globex);
    const a = await openAccount(ledger, theirs, 'a', {}, globex);
    const b = await openAccount(ledger, theirs, 'b', {}, globex);
    expect(await post(ledger, theirs, transfer(a, b, '1'), { idempotencyKey }, globex)).toMatchObject({
      __typename: 'PostTransactionSuccess',
    });
  });

  test('opens one ledger for many callers', async () => {
    const input = { name: 'Twice', idempotencyKey: key() };
    const all = await Promise.all(
      Array.from({ length: 10 }, () =>
        ledger.ask<{ openLedger: { ledger: { id: string } } }>(
          'mutation ($input: OpenLedgerInput!) { openLedger(input: $input) { ... on OpenLedgerSuccess { ledger { id } } } }',
          { input },
        ),
      ),
    );
    expect(new Set(all.map(({ openLedger: result }) => result.ledger.id)).size).toBe(1);
  });
});
