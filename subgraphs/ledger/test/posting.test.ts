import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import {
  balance,
  eur,
  ledgerOn,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
  until,
} from './harness.ts';

let ledger: TestLedger;
let book: string;
beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
});
afterAll(() => ledger.close());

const inMs = (ms: number): string => formatInstant(instantOf(systemClock.now() + BigInt(ms) * 1000n));

describe('a posted transaction', () => {
  test('moves the balances of its accounts, each on its normal side', async () => {
    const cash = await openAccount(ledger, book, 'cash-1');
    const sales = await openAccount(ledger, book, 'sales-1', { type: 'REVENUE' });
    const posted = await post(ledger, book, transfer(cash, sales, '12.34'));
    expect(posted.__typename).toBe('PostTransactionSuccess');
    expect(await balance(ledger, cash)).toMatchObject({ posted: '12.34', debits: '12.34', credits: '0.00' });
    expect(await balance(ledger, sales)).toMatchObject({ posted: '12.34', debits: '0.00', credits: '12.34' });
  });

  test('may have many postings, several of them on one account, in several currencies', async () => {
    const cash = await openAccount(ledger, book, 'cash-2');
    const dollars = await openAccount(ledger, book, 'usd-2', { currency: 'USD' });
    const sales = await openAccount(ledger, book, 'sales-2', { type: 'REVENUE' });
    const dollarSales = await openAccount(ledger, book, 'usd-sales-2', { type: 'REVENUE', currency: 'USD' });
    const posted = await post(ledger, book, [
      ...transfer(cash, sales, '1.00'),
      ...transfer(cash, sales, '2.00'),
      ...transfer(dollars, dollarSales, '7.00', 'USD'),
    ]);
    expect(posted.__typename).toBe('PostTransactionSuccess');
    expect(await balance(ledger, cash)).toMatchObject({ posted: '3.00' });
    expect(await balance(ledger, dollars)).toMatchObject({ posted: '7.00' });
  });

  test('keeps all its fields, and is found again by its id', async () => {
    const [a, b] = [await openAccount(ledger, book, 'a-3'), await openAccount(ledger, book, 'b-3')];
    const posted = await post(ledger, book, transfer(a, b, '5.00'), {
      effectiveAt: '2024-02-29T12:00:00.123456+01:00',
      description: 'an invoice\nin two lines',
      reference: 'INV-7',
      metadata: { order: { lines: [1, 2] } },
    });
    const { transaction } = await ledger.ask<{ transaction: unknown }>(
      `query ($id: ID!) { transaction(id: $id) {
         id effectiveAt description reference metadata ledger { id }
         postings { account { id code } direction amount { amount minor currency } } } }`,
      { id: posted.transaction?.id },
    );
    expect(transaction).toMatchObject({
      id: posted.transaction?.id,
      effectiveAt: '2024-02-29T11:00:00.123456Z',
      description: 'an invoice\nin two lines',
      reference: 'INV-7',
      metadata: { order: { lines: [1, 2] } },
      ledger: { id: book },
      postings: [
        {
          account: { id: a, code: 'a-3' },
          direction: 'DEBIT',
          amount: { amount: '5.00', minor: '500', currency: 'EUR' },
        },
        { account: { id: b, code: 'b-3' }, direction: 'CREDIT' },
      ],
    });
  });

  test('is recorded later than the one before it, also when both came at once', async () => {
    const [a, b] = [await openAccount(ledger, book, 'a-4'), await openAccount(ledger, book, 'b-4')];
    const posted = await Promise.all(
      Array.from({ length: 40 }, () => post(ledger, book, transfer(a, b, '1'))),
    );
    const instants = posted.map(({ transaction }) => transaction?.recordedAt);
    expect(new Set(instants).size).toBe(40);
    expect([...instants].sort()).toEqual(instants);
    expect(await balance(ledger, a)).toMatchObject({ posted: '40.00' });
  });
});

describe('a floor', () => {
  test('is never crossed: of 50 callers at once exactly as many succeed as there is money for', async () => {
    const wallet = await openAccount(ledger, book, 'wallet-1', {
      type: 'LIABILITY',
      overdraftFloor: eur('0'),
    });
    const cash = await openAccount(ledger, book, 'cash-5');
    await post(ledger, book, transfer(cash, wallet, '10.00'));
    const tries = await Promise.all(
      Array.from({ length: 50 }, () => post(ledger, book, transfer(wallet, cash, '1.00'))),
    );
    expect(tries.filter(({ __typename }) => __typename === 'PostTransactionSuccess')).toHaveLength(10);
    expect(await balance(ledger, wallet)).toMatchObject({ available: '0.00' });
  });

  test('may lie below zero: an overdraft', async () => {
    const current = await openAccount(ledger, book, 'current', {
      type: 'LIABILITY',
      overdraftFloor: eur('-5.00'),
    });
    const cash = await openAccount(ledger, book, 'cash-6');
    expect(await post(ledger, book, transfer(current, cash, '5.00'))).toMatchObject({
      __typename: 'PostTransactionSuccess',
    });
    expect(await post(ledger, book, transfer(current, cash, '0.01'))).toMatchObject({
      __typename: 'InsufficientFunds',
      accountId: current,
      available: { amount: '0.00' },
      requested: { amount: '0.01' },
    });
  });

  test('does not keep money from coming in', async () => {
    const wallet = await openAccount(ledger, book, 'wallet-2', {
      type: 'LIABILITY',
      overdraftFloor: eur('100'),
    });
    const cash = await openAccount(ledger, book, 'cash-7');
    expect(await post(ledger, book, transfer(cash, wallet, '1'))).toMatchObject({
      __typename: 'PostTransactionSuccess',
    });
  });
});

describe('a transaction that counts in the future', () => {
  test('comes in only by then, and goes out at once', async () => {
    const wallet = await openAccount(ledger, book, 'wallet-3', {
      type: 'LIABILITY',
      overdraftFloor: eur('0'),
    });
    const cash = await openAccount(ledger, book, 'cash-8');
    const effectiveAt = inMs(3_000);
    await post(ledger, book, transfer(cash, wallet, '10.00'), { effectiveAt });
    expect(await balance(ledger, wallet)).toMatchObject({ posted: '0.00', available: '0.00' });
    expect(await post(ledger, book, transfer(wallet, cash, '1'))).toMatchObject({
      __typename: 'InsufficientFunds',
    });
    await until(ledger, effectiveAt);
    expect(await balance(ledger, wallet)).toMatchObject({ posted: '10.00', available: '10.00' });
    expect(await post(ledger, book, transfer(wallet, cash, '4'))).toMatchObject({
      __typename: 'PostTransactionSuccess',
    });
    expect(await balance(ledger, wallet)).toMatchObject({ posted: '6.00', available: '6.00' });
  });

  test('that goes out is no longer available now', async () => {
    const wallet = await openAccount(ledger, book, 'wallet-4', {
      type: 'LIABILITY',
      overdraftFloor: eur('0'),
    });
    const cash = await openAccount(ledger, book, 'cash-9');
    await post(ledger, book, transfer(cash, wallet, '10.00'));
    await post(ledger, book, transfer(wallet, cash, '6.00'), { effectiveAt: inMs(3_600_000) });
    expect(await balance(ledger, wallet)).toMatchObject({ posted: '10.00', available: '4.00' });
    expect(await post(ledger, book, transfer(wallet, cash, '5'))).toMatchObject({
      __typename: 'InsufficientFunds',
    });
  });

  test('takes its place among many: each counts from its own instant on', async () => {
    const wallet = await openAccount(ledger, book, 'wallet-5', {
      type: 'LIABILITY',
      overdraftFloor: eur('0'),
    });
    const cash = await openAccount(ledger, book, 'cash-10');
    const soon = systemClock.now();
    const at = (ms: number) => formatInstant(instantOf(soon + BigInt(ms) * 1000n));
    for (const [ms, amount] of [
      [4_000, '4'],
      [600, '2'],
      [3_600_000, '8'],
      [500, '1'],
    ] as const) {
      await post(ledger, book, transfer(cash, wallet, amount), { effectiveAt: at(ms) });
    }
    await until(ledger, at(600));
    expect(await post(ledger, book, transfer(wallet, cash, '3.01'))).toMatchObject({
      __typename: 'InsufficientFunds',
      available: { amount: '3.00' },
    });
    await post(ledger, book, transfer(wallet, cash, '3'));
    await until(ledger, at(4_000));
    expect(await balance(ledger, wallet)).toMatchObject({ posted: '4.00', available: '4.00' });
    await post(ledger, book, transfer(wallet, cash, '4'));
    expect(await balance(ledger, wallet, { effectiveAt: at(3_600_000) })).toMatchObject({ posted: '8.00' });
  });
});

test('an account on both sides fails with BAD_USER_INPUT, and nothing is written', async () => {
  const wallet = await openAccount(ledger, book, 'wallet-6', { type: 'LIABILITY', overdraftFloor: eur('0') });
  await expect(post(ledger, book, transfer(wallet, wallet, '5'))).rejects.toThrow(
    '"path":["input","postings","1","accountId"],"code":"BAD_USER_INPUT"',
  );
  expect(await balance(ledger, wallet)).toMatchObject({ debits: '0.00', credits: '0.00' });
});

test('an account goes on after two thousand million changes', async () => {
  const [a, b] = [await openAccount(ledger, book, 'a-11'), await openAccount(ledger, book, 'b-11')];
  const admin = new pg.Client({ connectionString: ledger.database.adminUrl });
  await admin.connect();
  await admin.query('update balance set version = 2147483647 where account_id = $1', [a]);
  await admin.end();
  await post(ledger, book, transfer(a, b, '1'));
  expect(await balance(ledger, a)).toMatchObject({ posted: '1.00' });
});

test('two processes write to the same books under the same keys: no deadlock, each key once', async () => {
  const other = ledgerOn({ ...ledger.database, close: async () => {} });
  const books: { id: string; a: string; b: string }[] = [];
  for (const name of ['left', 'right']) {
    const id = await openLedger(ledger);
    books.push({ id, a: await openAccount(ledger, id, name), b: await openAccount(ledger, id, 'other') });
  }
  const keys = Array.from({ length: 30 }, (_, n) => `shared-${n}`);
  const all = await Promise.all(
    [...keys, ...keys.toReversed()].flatMap((idempotencyKey, n) =>
      books.map(({ id, a, b }) => post(n % 2 ? ledger : other, id, transfer(a, b, '1'), { idempotencyKey })),
    ),
  );
  await other.close();
  const posted = all.flatMap(({ transaction }) => transaction?.id ?? []);
  expect(new Set(posted).size).toBe(keys.length);
  expect(all.filter(({ __typename }) => __typename === 'IdempotencyConflict')).toHaveLength(60);
  const balances = await Promise.all(books.map(({ a }) => balance(ledger, a)));
  expect(balances.reduce((sum, seen) => sum + Number(seen.posted), 0)).toBe(keys.length);
});
