import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  acme,
  actorOf,
  eur,
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
let dollars: string;

beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  dollars = await openAccount(ledger, book, 'dollars', { currency: 'USD' });
});
afterAll(() => ledger.close());

const NOWHERE = 'ldg_01990000-0000-7000-8000-000000000000';
const NOBODY = 'acct_01990000-0000-7000-8000-000000000000';

describe('postTransaction refuses', () => {
  test('a ledger that does not exist', async () => {
    expect(await post(ledger, NOWHERE, transfer(cash, sales, '1'))).toMatchObject({
      __typename: 'UnknownLedger',
      code: 'UNKNOWN_LEDGER',
      path: ['input', 'ledgerId'],
    });
  });

  test('an account that does not exist, and says which', async () => {
    expect(await post(ledger, book, transfer(cash, NOBODY, '1'))).toMatchObject({
      __typename: 'UnknownAccount',
      path: ['input', 'postings', '1', 'accountId'],
    });
  });

  test('an account of another ledger', async () => {
    const stranger = await openAccount(ledger, await openLedger(ledger), 'stranger');
    expect(await post(ledger, book, transfer(cash, stranger, '1'))).toMatchObject({
      __typename: 'UnknownAccount',
    });
  });

  test.each([
    ['zero', '0'],
    ['a negative amount', '-1'],
    ['more decimals than the currency has', '1.005'],
    ['no number', 'twelve'],
    ['2^96 minor units', '792281625142643375935439503.36'],
  ])('%s', async (_name, amount) => {
    expect(await post(ledger, book, transfer(cash, sales, amount))).toMatchObject({
      __typename: 'InvalidAmount',
      code: 'INVALID_AMOUNT',
      path: ['input', 'postings', '0', 'amount'],
    });
  });

  test('a currency that ISO 4217 does not have', async () => {
    expect(await post(ledger, book, transfer(cash, sales, '1', 'XYZ'))).toMatchObject({
      __typename: 'InvalidAmount',
    });
  });

  test('debits and credits that differ, and by how much', async () => {
    const [debit] = transfer(cash, sales, '3');
    const [, credit] = transfer(cash, sales, '1');
    expect(await post(ledger, book, [debit as object, credit as object])).toMatchObject({
      __typename: 'UnbalancedTransaction',
      currency: 'EUR',
      difference: { amount: '2.00' },
    });
  });

  test('an amount in another currency than its account', async () => {
    expect(await post(ledger, book, transfer(dollars, sales, '1'))).toMatchObject({
      __typename: 'CurrencyMismatch',
      expected: 'USD',
      actual: 'EUR',
      path: ['input', 'postings', '0', 'amount'],
    });
  });

  test('what would bring a balance out of range', async () => {
    const [a, b] = [await openAccount(ledger, book, 'vast-a'), await openAccount(ledger, book, 'vast-b')];
    const most = '792281625142643375935439503.35';
    expect(await post(ledger, book, transfer(a, b, most))).toMatchObject({
      __typename: 'PostTransactionSuccess',
    });
    for (const more of [{}, { effectiveAt: '2090-01-01T00:00:00Z' }]) {
      expect(await post(ledger, book, transfer(a, b, '0.01'), more)).toMatchObject({
        __typename: 'InvalidAmount',
        path: ['input', 'postings', '0', 'amount'],
      });
    }
    expect((await post(ledger, book, transfer(b, a, most))).__typename).toBe('PostTransactionSuccess');
  });

  test('more than is available, and says how much is', async () => {
    const wallet = await openAccount(ledger, book, 'wallet', { type: 'LIABILITY', overdraftFloor: eur('0') });
    expect(await post(ledger, book, transfer(wallet, cash, '1.50'))).toMatchObject({
      __typename: 'InsufficientFunds',
      accountId: wallet,
      available: { amount: '0.00' },
      requested: { amount: '1.50' },
    });
  });
});

describe('openAccount refuses', () => {
  const open = async (input: object) =>
    (
      await ledger.ask<{ openAccount: Record<string, unknown> }>(
        'mutation ($input: OpenAccountInput!) { openAccount(input: $input) { __typename ... on Error { code path } } }',
        {
          input: {
            ledgerId: book,
            name: 'n',
            type: 'ASSET',
            currency: 'EUR',
            idempotencyKey: key(),
            ...input,
          },
        },
      )
    ).openAccount;

  test.each([
    ['a ledger that does not exist', { code: 'c1', ledgerId: NOWHERE }, 'UnknownLedger', 'ledgerId'],
    ['a parent that does not exist', { code: 'c2', parentId: NOBODY }, 'UnknownAccount', 'parentId'],
    ['an unknown currency', { code: 'c3', currency: 'XYZ' }, 'InvalidAmount', 'currency'],
    ['a malformed floor', { code: 'c4', overdraftFloor: eur('1.001') }, 'InvalidAmount', 'overdraftFloor'],
    [
      'a floor in another currency',
      { code: 'c5', overdraftFloor: { amount: '1', currency: 'USD' } },
      'CurrencyMismatch',
      'overdraftFloor',
    ],
    ['a code that is taken', { code: 'cash' }, 'AccountCodeTaken', 'code'],
  ])('%s', async (_name, input, type, field) => {
    expect(await open(input)).toMatchObject({
      __typename: type,
      path: expect.arrayContaining(['input', field]),
    });
  });

  test('one of two callers that open the same code at once', async () => {
    const results = await Promise.all([open({ code: 'twin' }), open({ code: 'twin' })]);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'AccountCodeTaken',
      'OpenAccountSuccess',
    ]);
  });
});

describe('bad input fails with BAD_USER_INPUT that names the field, and writes nothing', () => {
  const errorOf = async (input: object) => {
    const { errors } = await ledger.execute(
      'mutation ($input: PostTransactionInput!) { postTransaction(input: $input) { __typename } }',
      { input: { ledgerId: book, postings: transfer(cash, sales, '1'), idempotencyKey: key(), ...input } },
    );
    return errors?.[0]?.extensions;
  };

  test.each([
    ['one posting', { postings: transfer('a', 'b', '1').slice(0, 1) }, 'postings'],
    ['201 postings', { postings: Array.from({ length: 201 }, () => transfer('a', 'b', '1')[0]) }, 'postings'],
    [
      '10,000 postings',
      { postings: Array.from({ length: 5_000 }, () => transfer('a', 'b', '1')).flat() },
      'postings',
    ],
    ['effectiveAt in the year 0', { effectiveAt: '0000-01-01T00:00:00Z' }, 'effectiveAt'],
    ['effectiveAt before 1970', { effectiveAt: '1969-12-31T23:59:59.999999Z' }, 'effectiveAt'],
    ['effectiveAt in the year 9999', { effectiveAt: '9999-01-01T00:00:00Z' }, 'effectiveAt'],
    ['a description of 1,001 characters', { description: 'x'.repeat(1001) }, 'description'],
    ['a description of a megabyte', { description: 'x'.repeat(2 ** 20) }, 'description'],
    ['a reference with a line break', { reference: 'a\nb' }, 'reference'],
    ['metadata that is no object', { metadata: [1] }, 'metadata'],
    ['an empty idempotency key', { idempotencyKey: '' }, 'idempotencyKey'],
  ])('%s', async (_name, input, field) => {
    expect(await errorOf(input)).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', field] });
  });

  test('metadata nested a hundred deep is over a limit that names it', async () => {
    const metadata = JSON.parse(`${'{"a":'.repeat(100)}{}${'}'.repeat(100)}`);
    const error = await errorOf({ metadata });
    expect(error).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'MAX_VARIABLE_DEPTH' });
    expect(String(error?.path)).toMatch(/^input,metadata,a/);
  });

  test('an instant that does not exist', async () => {
    expect(await errorOf({ effectiveAt: '2026-02-30T00:00:00Z' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('without the scope', () => {
  const reader = actorOf('acme', ['ledger:read']);
  const writer = actorOf('acme', ['ledger:write']);

  test('ledger:write nothing is written', async () => {
    const { errors } = await ledger.execute(
      'mutation ($input: OpenLedgerInput!) { openLedger(input: $input) { __typename } }',
      { input: { name: 'x', idempotencyKey: key() } },
      reader,
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each([
    ['ledger', '{ ledger(id: "x") { id } }'],
    ['account', '{ account(id: "x") { id } }'],
    ['accounts', '{ accounts(ledgerId: "x") { totalCount } }'],
    ['transaction', '{ transaction(id: "x") { id } }'],
    ['transactions', '{ transactions(ledgerId: "x") { totalCount } }'],
    ['references', '{ _entities(representations: [{ __typename: "Account", id: "x" }]) { __typename } }'],
  ])('ledger:read %s cannot be read', async (_name, query) => {
    const { errors } = await ledger.execute(query, {}, writer);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('an actor that no verifier vouched for is refused', async () => {
  const { errors } = await ledger.execute('{ __typename }', {}, { ...acme });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
});
