import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import {
  acme,
  actorOf,
  balance,
  globex,
  key,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';
import { expectBookToBeSound } from './laws.ts';

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

const NOWHERE = 'ldg_01990000-0000-7000-8000-000000000000';
const NOBODY = 'acct_01990000-0000-7000-8000-000000000000';
const [JANUARY, FEBRUARY, MARCH] = [1, 2, 3].map((month) => `2024-0${month}-01T00:00:00.000000Z`) as [
  string,
  string,
  string,
];
const inSeconds = (s: number): string => formatInstant(instantOf(systemClock.now() + BigInt(s) * 1_000_000n));

interface Rate {
  readonly id: string;
  readonly rate: string;
  readonly source: string | null;
  readonly effectiveAt: string;
  readonly effectiveTo: string | null;
  readonly recordedAt: string;
  readonly recordedTo: string | null;
}

interface Answer {
  readonly __typename: string;
  readonly fxRate?: Rate;
  readonly transaction?: Transaction;
  readonly exchange?: Exchange;
  readonly [field: string]: unknown;
}

interface Exchange {
  readonly sold: { readonly amount: string };
  readonly bought: { readonly amount: string };
  readonly spread: { readonly amount: string };
  readonly rate: string;
  readonly base: string;
  readonly fxRate: { readonly id: string } | null;
}

interface Transaction {
  readonly id: string;
  readonly recordedAt: string;
  readonly exchange: Exchange;
  readonly postings: {
    readonly account: { readonly code: string };
    readonly direction: string;
    readonly amount: { readonly amount: string; readonly currency: string };
  }[];
}

const RATE = 'id base quote rate source effectiveAt effectiveTo recordedAt recordedTo ledger { id }';
const EXCHANGE = 'sold { amount } bought { amount } spread { amount } rate base quote fxRate { id }';

const SET = `
  mutation ($input: SetFxRateInput!) {
    setFxRate(input: $input) {
      __typename
      ... on SetFxRateSuccess { fxRate { ${RATE} } }
      ... on Error { code path }
      ... on SameCurrency { currency }
    } }`;

const SELL = `
  mutation ($input: ExchangeInput!) {
    exchange(input: $input) {
      __typename
      ... on ExchangeSuccess {
        exchange { ${EXCHANGE} }
        transaction {
          id recordedAt exchange { ${EXCHANGE} }
          postings { account { code } direction amount { amount currency } } } }
      ... on Error { code path }
      ... on UnknownAccount { accountId }
      ... on CurrencyMismatch { expected actual }
      ... on SameCurrency { currency }
      ... on RateUnavailable { base quote }
      ... on PeriodClosed { closedThrough }
      ... on AccountClosed { accountId }
      ... on AccountFrozen { accountId }
      ... on InsufficientFunds { accountId available { amount } requested { amount } }
    } }`;

const rateInput = (ledgerId: string, rate: string, more: object = {}) => ({
  input: { ledgerId, base: 'EUR', quote: 'USD', rate, idempotencyKey: key(), ...more },
});

const setRate = async (ledgerId: string, rate: string, more: object = {}, actor = acme): Promise<Answer> =>
  (await ledger.ask<{ setFxRate: Answer }>(SET, rateInput(ledgerId, rate, more), actor)).setFxRate;

const rateOf = async (ledgerId: string, at?: object, pair = ['EUR', 'USD'], actor = acme) =>
  (
    await ledger.ask<{ fxRate: Rate | null }>(
      `query ($ledgerId: ID!, $base: String!, $quote: String!, $at: AsOfInput) {
         fxRate(ledgerId: $ledgerId, base: $base, quote: $quote, at: $at) { ${RATE} } }`,
      { ledgerId, base: pair[0], quote: pair[1], at },
      actor,
    )
  ).fxRate;

interface RateList {
  readonly totalCount: number;
  readonly nodes: Rate[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const ratesOf = async (ledgerId: string, more: object = {}): Promise<RateList> =>
  (
    await ledger.ask<{ fxRates: RateList }>(
      `query ($ledgerId: ID!, $filter: FxRateFilter, $first: Int, $after: Cursor) {
         fxRates(ledgerId: $ledgerId, filter: $filter, first: $first, after: $after) {
           totalCount nodes { ${RATE} } pageInfo { hasNextPage endCursor } } }`,
      { ledgerId, ...more },
    )
  ).fxRates;

const errorOf = async (query: string, variables: object, actor = acme) =>
  (await ledger.execute(query, variables, actor)).errors?.[0]?.extensions;

describe('a rate of exchange', () => {
  test('is in effect from its instant on, until the next one', async () => {
    const book = await openLedger(ledger);
    const { fxRate } = await setRate(book, '1.0800', { effectiveAt: JANUARY, source: 'ECB' });
    expect(fxRate).toMatchObject({
      ...{ base: 'EUR', quote: 'USD', rate: '1.08', source: 'ECB', ledger: { id: book } },
      ...{ effectiveAt: JANUARY, effectiveTo: null, recordedTo: null },
    });
    await setRate(book, '1.09', { effectiveAt: MARCH });
    expect(await rateOf(book, { effectiveAt: '2023-12-31T23:59:59.999999Z' })).toBeNull();
    expect(await rateOf(book, { effectiveAt: JANUARY })).toMatchObject({ rate: '1.08', effectiveTo: MARCH });
    expect(await rateOf(book, { effectiveAt: '2024-02-29T23:59:59.999999Z' })).toMatchObject({
      rate: '1.08',
    });
    expect(await rateOf(book, { effectiveAt: MARCH })).toMatchObject({ rate: '1.09', effectiveTo: null });
    expect(await rateOf(book)).toMatchObject({ rate: '1.09' });
  });

  test('without an instant counts from when it is recorded', async () => {
    const book = await openLedger(ledger);
    const { fxRate } = await setRate(book, '1.1');
    expect(fxRate?.effectiveAt).toBe(fxRate?.recordedAt);
    expect(await rateOf(book)).toMatchObject({ id: fxRate?.id });
  });

  test('that is corrected answers by what was known then', async () => {
    const book = await openLedger(ledger);
    const wrong = (await setRate(book, '10.8', { effectiveAt: JANUARY })).fxRate;
    const before = await rateOf(book, { effectiveAt: FEBRUARY, recordedAt: wrong?.recordedAt });
    const right = (await setRate(book, '1.08', { effectiveAt: JANUARY })).fxRate;
    await setRate(book, '1.07', { effectiveAt: '2024-01-15T00:00:00Z' });
    expect(before).toMatchObject({ rate: '10.8', effectiveTo: null, recordedTo: null });
    expect(await rateOf(book, { effectiveAt: FEBRUARY, recordedAt: wrong?.recordedAt })).toEqual(before);
    expect(await rateOf(book, { effectiveAt: JANUARY })).toMatchObject({ rate: '1.08' });
    expect(await rateOf(book, { effectiveAt: FEBRUARY })).toMatchObject({ rate: '1.07' });
    expect(await rateOf(book, { effectiveAt: FEBRUARY, recordedAt: right?.recordedAt })).toMatchObject({
      rate: '1.08',
    });
    const { nodes } = await ratesOf(book, { filter: { effectiveTo: '2024-01-02T00:00:00Z' } });
    expect(nodes).toMatchObject([
      { rate: '1.08', recordedTo: null, effectiveTo: '2024-01-15T00:00:00.000000Z' },
      { rate: '10.8', recordedTo: right?.recordedAt },
    ]);
  });

  test('is of its book, its pair and its direction', async () => {
    const book = await openLedger(ledger);
    await setRate(book, '1.08');
    expect(await rateOf(book, {}, ['USD', 'EUR'])).toBeNull();
    expect(await rateOf(book, {}, ['EUR', 'GBP'])).toBeNull();
    expect(await rateOf(await openLedger(ledger))).toBeNull();
    expect(await rateOf(NOWHERE)).toBeNull();
    expect(await rateOf(book, {}, ['EUR', 'USD'], globex)).toBeNull();
  });

  test('is set by an event, and by a row that is never changed', async () => {
    const book = await openLedger(ledger);
    const { fxRate } = await setRate(book, '1.08', { effectiveAt: JANUARY });
    const { rows } = await admin.query('select type, data, effective_at from event where stream = $1', [
      fxRate?.id,
    ]);
    expect(rows).toMatchObject([
      {
        type: 'ledger.fx-rate.set.v1',
        data: { ledgerId: book, base: 'EUR', quote: 'USD', rate: '1.08', source: null },
        effective_at: '1704067200000000',
      },
    ]);
    for (const change of ['update fx_rate set rate = 2', 'delete from fx_rate']) {
      await expect(admin.query(change)).rejects.toThrow('append-only');
    }
  });

  test('is set once under its key, by racing callers too', async () => {
    const book = await openLedger(ledger);
    const idempotencyKey = key();
    const set = (rate: string) => setRate(book, rate, { idempotencyKey });
    const ids = (await Promise.all(['1.08', '1.08', '1.08'].map(set))).map(({ fxRate }) => fxRate?.id);
    expect(new Set(ids).size).toBe(1);
    expect((await set('1.09')).__typename).toBe('IdempotencyConflict');
    expect((await ratesOf(book)).totalCount).toBe(1);
  });

  test.each([
    [
      'in a ledger that does not exist',
      { ledgerId: NOWHERE, base: 'XYZ' },
      'UnknownLedger',
      ['input', 'ledgerId'],
    ],
    ['of a currency that ISO 4217 does not have', { base: 'XYZ' }, 'InvalidAmount', ['input', 'base']],
    ['in a currency that ISO 4217 does not have', { quote: 'eur' }, 'InvalidAmount', ['input', 'quote']],
    ['of a currency in itself', { base: 'USD' }, 'SameCurrency', ['input', 'quote']],
  ])('%s is refused', async (_name, more, __typename, path) => {
    expect(await setRate(await openLedger(ledger), '1', more)).toMatchObject({ __typename, path });
  });

  test.each(['0', '0.000', '-1', 'abc', '', '1e3', '1'.repeat(40), `1.${'0'.repeat(13)}`])(
    'of %j is bad input, and nothing is written',
    async (rate) => {
      const book = await openLedger(ledger);
      expect(await errorOf(SET, rateInput(book, rate))).toMatchObject({
        code: 'BAD_USER_INPUT',
        path: ['input', 'rate'],
      });
      expect((await ratesOf(book)).totalCount).toBe(0);
    },
  );

  test.each([
    ['effective before 1970', { effectiveAt: '1969-12-31T23:59:59Z' }, 'effectiveAt'],
    ['effective in the year 9999', { effectiveAt: '9999-01-01T00:00:00Z' }, 'effectiveAt'],
    ['from a source of 201 characters', { source: 'x'.repeat(201) }, 'source'],
    ['without a key', { idempotencyKey: '' }, 'idempotencyKey'],
  ])('%s is bad input', async (_name, more, field) => {
    expect(await errorOf(SET, rateInput(await openLedger(ledger), '1', more))).toMatchObject({
      code: 'BAD_USER_INPUT',
      path: ['input', field],
    });
  });

  test('is set with ledger:write, and read with ledger:read', async () => {
    const book = await openLedger(ledger);
    const [reader, writer] = [actorOf('acme', ['ledger:read']), actorOf('acme', ['ledger:write'])];
    expect(await errorOf(SET, rateInput(book, '1'), reader)).toMatchObject({ code: 'FORBIDDEN' });
    for (const field of [
      'fxRate(ledgerId: "x", base: "EUR", quote: "USD") { id }',
      'fxRates(ledgerId: "x") { totalCount }',
    ]) {
      expect(await errorOf(`{ ${field} }`, {}, writer)).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});

test('rates are listed page by page, the last recorded first', async () => {
  const book = await openLedger(ledger);
  for (const rate of ['1', '2', '3']) await setRate(book, rate);
  await setRate(book, '4', { base: 'GBP' });
  const all = await ratesOf(book, { first: 3 });
  expect(all.nodes.map(({ rate }) => rate)).toEqual(['4', '3', '2']);
  expect(all).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
  const rest = await ratesOf(book, { first: 3, after: all.pageInfo.endCursor });
  expect(rest.nodes.map(({ rate }) => rate)).toEqual(['1']);
  const euros = await ratesOf(book, { filter: { base: 'EUR', quote: 'USD' } });
  expect(euros.nodes.map(({ rate }) => rate)).toEqual(['3', '2', '1']);
});

test('as of any point of view the rate is the last to begin of those that were known', async () => {
  const anyRates = fc.array(fc.record({ day: fc.nat(5), value: fc.integer({ min: 1, max: 999 }) }), {
    minLength: 1,
    maxLength: 8,
  });
  const dayOf = (day: number) => `2024-01-0${day + 1}T00:00:00.000000Z`;
  await fc.assert(
    fc.asyncProperty(anyRates, async (rates) => {
      const book = await openLedger(ledger);
      const set: (Rate & { day: number })[] = [];
      for (const { day, value } of rates) {
        const { fxRate } = await setRate(book, String(value), { effectiveAt: dayOf(day) });
        set.push({ ...(fxRate as Rate), day });
      }
      for (const [index, { recordedAt }] of set.entries()) {
        for (const day of [0, 2, 5]) {
          const known = set.slice(0, index + 1).filter((rate) => rate.day <= day);
          const last = Math.max(...known.map((rate) => rate.day));
          const expected = known.filter((rate) => rate.day === last).at(-1);
          const seen = await rateOf(book, { effectiveAt: dayOf(day), recordedAt });
          expect(seen?.id).toBe(expected?.id);
        }
      }
    }),
    { numRuns: 10 },
  );
}, 120_000);

async function openBook({ type = 'ASSET' } = {}) {
  const book = await openLedger(ledger);
  const euros = await openAccount(ledger, book, 'euros', { type });
  const dollars = await openAccount(ledger, book, 'dollars', { type, currency: 'USD' });
  return { book, euros, dollars };
}

type Books = Awaited<ReturnType<typeof openBook>>;

const sellInput = ({ book, euros, dollars }: Books, amount: string, more: object = {}) => ({
  input: {
    ...{ ledgerId: book, fromAccountId: euros, toAccountId: dollars, idempotencyKey: key() },
    ...{ sell: { amount, currency: 'EUR' }, ...more },
  },
});

const sell = async (books: Books, amount: string, more: object = {}, actor = acme): Promise<Answer> =>
  (await ledger.ask<{ exchange: Answer }>(SELL, sellInput(books, amount, more), actor)).exchange;

const postingsOf = ({ transaction }: Answer) =>
  transaction?.postings.map(
    ({ account, direction, amount }) => `${direction} ${account.code} ${amount.amount} ${amount.currency}`,
  );

const codesOf = async (ledgerId: string) =>
  (
    await ledger.ask<{ accounts: { nodes: { code: string; type: string }[] } }>(
      'query ($ledgerId: ID!) { accounts(ledgerId: $ledgerId) { nodes { code type } } }',
      { ledgerId },
    )
  ).accounts.nodes.map(({ code, type }) => `${type} ${code}`);

const RATED = { rate: '1.0825' };

describe('an exchange', () => {
  test('balances each currency through its clearing account, opened on first use', async () => {
    const books = await openBook();
    const answer = await sell(books, '100', RATED);
    expect(postingsOf(answer)).toEqual([
      'CREDIT euros 100.00 EUR',
      'DEBIT dollars 108.25 USD',
      'DEBIT fx-clearing.EUR 100.00 EUR',
      'CREDIT fx-clearing.USD 108.25 USD',
    ]);
    expect(await codesOf(books.book)).toEqual([
      'ASSET dollars',
      'ASSET euros',
      'ASSET fx-clearing.EUR',
      'ASSET fx-clearing.USD',
    ]);
    expect((await balance(ledger, books.euros)).posted).toBe('-100.00');
    expect((await balance(ledger, books.dollars)).posted).toBe('108.25');
  });

  test('keeps back the spread as a leg of its own, which the book earns of money that it owes', async () => {
    const books = await openBook({ type: 'LIABILITY' });
    const answer = await sell(books, '100', { ...RATED, spread: '0.005' });
    expect(postingsOf(answer)).toEqual([
      'DEBIT euros 100.00 EUR',
      'CREDIT dollars 107.70 USD',
      'CREDIT fx-clearing.EUR 100.00 EUR',
      'DEBIT fx-clearing.USD 108.25 USD',
      'CREDIT fx-spread.USD 0.55 USD',
    ]);
    expect(await codesOf(books.book)).toContain('REVENUE fx-spread.USD');
  });

  test('says at what it was, in the answer, in the transaction, and in its event', async () => {
    const books = await openBook();
    const { fxRate } = await setRate(books.book, '1.0825');
    const { exchange, transaction } = await sell(books, '100', { spread: '0.005' });
    expect(exchange).toEqual({
      ...{ sold: { amount: '100.00' }, bought: { amount: '107.70' }, spread: { amount: '0.55' } },
      ...{ base: 'EUR', quote: 'USD', rate: '1.0825', fxRate: { id: fxRate?.id } },
    });
    expect(transaction?.exchange).toEqual(exchange);
    const { rows } = await admin.query('select data from event where stream = $1', [transaction?.id]);
    expect(rows[0].data.exchange).toEqual({
      sold: { minor: '10000', currency: 'EUR' },
      bought: { minor: '10770', currency: 'USD' },
      spread: { minor: '55', currency: 'USD' },
      ...{ base: 'EUR', quote: 'USD', rate: '1.0825', fxRateId: fxRate?.id },
    });
  });

  test('takes the rate that is in effect then, or that of the inverse pair', async () => {
    const books = await openBook();
    const inverse = { base: 'USD', quote: 'EUR' };
    await setRate(books.book, '0.5', { ...inverse, effectiveAt: JANUARY });
    await setRate(books.book, '1.08', { effectiveAt: MARCH });
    const boughtAt = async (effectiveAt?: string) => {
      const { exchange } = await sell(books, '100', effectiveAt ? { effectiveAt } : {});
      return `${exchange?.bought.amount} ${exchange?.base}`;
    };
    expect(await boughtAt(FEBRUARY)).toBe('200.00 USD');
    expect(await boughtAt(MARCH)).toBe('108.00 EUR');
    expect(await boughtAt()).toBe('108.00 EUR');
    expect((await sell(books, '100', { effectiveAt: '2023-01-01T00:00:00Z' })).__typename).toBe(
      'RateUnavailable',
    );
  });

  test('keeps its answer when the rate changes meanwhile', async () => {
    const books = await openBook();
    const again = { idempotencyKey: key() };
    expect((await sell(books, '1', again)).__typename).toBe('RateUnavailable');
    await setRate(books.book, '1.08');
    expect((await sell(books, '1', again)).__typename).toBe('RateUnavailable');
    const first = await sell(books, '1', { idempotencyKey: 'first' });
    await setRate(books.book, '2');
    expect(await sell(books, '1.00', { idempotencyKey: 'first' })).toEqual(first);
    expect((await sell(books, '2', { idempotencyKey: 'first' })).__typename).toBe('IdempotencyConflict');
    expect((await balance(ledger, books.euros)).posted).toBe('-1.00');
  });

  test('that races with others opens the accounts of the house once', async () => {
    const books = await openBook();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => sell(books, '1', { ...RATED, spread: '0.1' })),
    );
    expect(answers.map(({ __typename }) => __typename)).toEqual(Array(10).fill('ExchangeSuccess'));
    expect(await codesOf(books.book)).toHaveLength(5);
    expect((await balance(ledger, books.euros)).posted).toBe('-10.00');
  });

  test('is reversed as any transaction, and the reversal is no exchange', async () => {
    const books = await openBook();
    const { transaction } = await sell(books, '100', RATED);
    const { reverseTransaction } = await ledger.ask<{ reverseTransaction: { transaction: Transaction } }>(
      `mutation ($input: ReverseTransactionInput!) {
         reverseTransaction(input: $input) { ... on ReverseTransactionSuccess { transaction { exchange { rate } } } } }`,
      { input: { transactionId: transaction?.id, idempotencyKey: key() } },
    );
    expect(reverseTransaction.transaction.exchange).toBeNull();
    expect((await balance(ledger, books.dollars)).posted).toBe('0.00');
  });

  test('is read without one by another transaction', async () => {
    const { book, euros } = await openBook();
    const sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
    const { transaction } = await post(ledger, book, transfer(euros, sales, '1'));
    const found = await ledger.ask('query ($id: ID!) { transaction(id: $id) { exchange { rate } } }', {
      id: transaction?.id,
    });
    expect(found).toEqual({ transaction: { exchange: null } });
  });
});

const change = (verb: string, Verb: string, accountId: string) =>
  ledger.ask(`mutation ($input: ${Verb}AccountInput!) { ${verb}Account(input: $input) { __typename } }`, {
    input: { accountId, idempotencyKey: key() },
  });

describe('an exchange is refused', () => {
  test('in a ledger, from an account, or to an account that does not exist', async () => {
    const books = await openBook();
    const nowhere = { ...books, book: NOWHERE };
    expect(await sell(nowhere, '1')).toMatchObject({
      __typename: 'UnknownLedger',
      path: ['input', 'ledgerId'],
    });
    const unknown = { __typename: 'UnknownAccount', accountId: NOBODY };
    expect(await sell({ ...books, euros: NOBODY }, '0')).toMatchObject({
      ...unknown,
      path: ['input', 'fromAccountId'],
    });
    expect(await sell({ ...books, dollars: NOBODY }, '0')).toMatchObject({
      ...unknown,
      path: ['input', 'toAccountId'],
    });
  });

  test('of an account of another book, or another tenant', async () => {
    const [books, others] = [await openBook(), await openBook()];
    expect((await sell({ ...books, dollars: others.dollars }, '1', RATED)).__typename).toBe('UnknownAccount');
    expect((await sell(books, '1', RATED, globex)).__typename).toBe('UnknownLedger');
  });

  test.each([
    ['zero', '0'],
    ['a negative amount', '-1'],
    ['more decimals than the currency has', '1.005'],
    ['2^96 minor units', '792281625142643375935439503.36'],
    ['so much that what is bought is out of range', '792281625142643375935439503.35'],
  ])('of %s', async (_name, amount) => {
    expect(await sell(await openBook(), amount, { rate: '2' })).toMatchObject({
      __typename: 'InvalidAmount',
      path: ['input', 'sell'],
    });
  });

  test('of a currency that ISO 4217 does not have', async () => {
    const unknown = { sell: { amount: '1', currency: 'XYZ' } };
    expect((await sell(await openBook(), '1', unknown)).__typename).toBe('InvalidAmount');
  });

  test('when nothing would be bought', async () => {
    const books = await openBook();
    for (const more of [{ rate: '0.009' }, { rate: '0.01', spread: '0.5' }]) {
      expect(await sell(books, '1', { ...more, sell: { amount: '0.5', currency: 'EUR' } })).toMatchObject({
        __typename: 'InvalidAmount',
        path: ['input', 'sell'],
      });
    }
  });

  test('of another currency than its account is kept in', async () => {
    const dollars = { sell: { amount: '1', currency: 'USD' } };
    expect(await sell(await openBook(), '1', dollars)).toMatchObject({
      __typename: 'CurrencyMismatch',
      ...{ expected: 'EUR', actual: 'USD', path: ['input', 'sell'] },
    });
  });

  test('of a currency for itself', async () => {
    const books = await openBook();
    const other = await openAccount(ledger, books.book, 'other');
    expect(await sell({ ...books, dollars: other }, '1')).toMatchObject({
      __typename: 'SameCurrency',
      ...{ currency: 'EUR', path: ['input', 'toAccountId'] },
    });
  });

  test('without a rate, given or stored', async () => {
    const books = await openBook();
    await setRate(books.book, '1.1', { quote: 'GBP' });
    await setRate(books.book, '1.1', { effectiveAt: inSeconds(3_600) });
    expect(await sell(books, '1')).toMatchObject({
      __typename: 'RateUnavailable',
      ...{ base: 'EUR', quote: 'USD', path: ['input', 'rate'] },
    });
  });

  test('when another kind of account has the code of one of the house', async () => {
    const books = await openBook();
    await openAccount(ledger, books.book, 'fx-clearing.USD', { type: 'LIABILITY', currency: 'USD' });
    expect(await sell(books, '1', RATED)).toMatchObject({
      __typename: 'AccountCodeTaken',
      path: ['input', 'ledgerId'],
    });
  });

  test('in a closed period', async () => {
    const books = await openBook();
    await ledger.ask('mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { __typename } }', {
      input: { ledgerId: books.book, through: FEBRUARY, idempotencyKey: key() },
    });
    expect(await sell(books, '1', { ...RATED, effectiveAt: JANUARY })).toMatchObject({
      __typename: 'PeriodClosed',
      ...{ closedThrough: FEBRUARY, path: ['input', 'effectiveAt'] },
    });
  });

  test('on a closed account, then on a frozen one', async () => {
    const books = await openBook();
    await change('freeze', 'Freeze', books.euros);
    expect(await sell(books, '1', RATED)).toMatchObject({
      __typename: 'AccountFrozen',
      ...{ accountId: books.euros, path: ['input', 'fromAccountId'] },
    });
    await change('close', 'Close', books.dollars);
    expect(await sell(books, '1', RATED)).toMatchObject({
      __typename: 'AccountClosed',
      ...{ accountId: books.dollars, path: ['input', 'toAccountId'] },
    });
  });

  test('on a frozen account of the house, which no field of the input names', async () => {
    const books = await openBook();
    await sell(books, '1', RATED);
    const { accounts } = await ledger.ask<{ accounts: { nodes: { id: string }[] } }>(
      `query ($ledgerId: ID!) { accounts(ledgerId: $ledgerId, filter: { codePrefix: "fx-clearing.USD" }) { nodes { id } } }`,
      { ledgerId: books.book },
    );
    const [clearing] = accounts.nodes;
    await change('freeze', 'Freeze', clearing?.id ?? '');
    expect(await sell(books, '1', RATED)).toMatchObject({
      __typename: 'AccountFrozen',
      ...{ accountId: clearing?.id, path: ['input'] },
    });
  });

  test('of more than there is, unless the caller may override', async () => {
    const { book, dollars } = await openBook();
    const floored = await openAccount(ledger, book, 'floored', {
      overdraftFloor: { amount: '0', currency: 'EUR' },
    });
    const books = { book, dollars, euros: floored };
    expect(await sell(books, '1', RATED)).toMatchObject({
      __typename: 'InsufficientFunds',
      accountId: floored,
      ...{ available: { amount: '0.00' }, requested: { amount: '1.00' }, path: ['input', 'sell'] },
    });
    const supervisor = actorOf('acme', ['ledger:read', 'ledger:write', 'ledger:override']);
    expect((await sell(books, '1', RATED, supervisor)).__typename).toBe('ExchangeSuccess');
  });

  test.each([
    ...['0', '-1', 'abc', '1'.repeat(40)].map((rate) => ['rate', { rate }] as const),
    ...['1', '1.5', '-0.1', 'abc', `0.${'1'.repeat(40)}`].map(
      (spread) => ['spread', { ...RATED, spread }] as const,
    ),
    ['effectiveAt', { ...RATED, effectiveAt: '9999-01-01T00:00:00Z' }] as const,
    ['description', { ...RATED, description: 'x'.repeat(1_001) }] as const,
    ['reference', { ...RATED, reference: 'x'.repeat(201) }] as const,
    ['metadata', { ...RATED, metadata: [] }] as const,
    ['idempotencyKey', { ...RATED, idempotencyKey: '' }] as const,
  ])('as bad input with a bad %s, %j, and nothing is written', async (field, more) => {
    const books = await openBook();
    expect(await errorOf(SELL, sellInput(books, '1', more))).toMatchObject({
      code: 'BAD_USER_INPUT',
      path: ['input', field],
    });
    expect(await codesOf(books.book)).toHaveLength(2);
  });

  test('without the scope ledger:write', async () => {
    const reader = actorOf('acme', ['ledger:read']);
    expect(await errorOf(SELL, sellInput(await openBook(), '1', RATED), reader)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

const trade = fc.record({
  back: fc.boolean(),
  minor: fc.integer({ min: 1, max: 100_000 }),
  rate: fc.integer({ min: 1, max: 3_000_000 }),
  spread: fc.nat(300),
});

test('whatever is exchanged at once, every currency of the book sums to zero', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(trade, { maxLength: 6 }), async (trades) => {
      const books = await openBook({ type: 'LIABILITY' });
      const there = { fromAccountId: books.euros, toAccountId: books.dollars };
      const back = { fromAccountId: books.dollars, toAccountId: books.euros };
      await Promise.all(
        trades.map((one) => {
          const currency = one.back ? 'USD' : 'EUR';
          return sell(books, '0', {
            ...(one.back ? back : there),
            sell: { amount: (one.minor / 100).toFixed(2), currency },
            rate: (one.rate / 1_000_000).toFixed(6),
            spread: (one.spread / 1_000).toFixed(3),
          });
        }),
      );
      await expectBookToBeSound({ ask: ledger.ask, events: ledger.database.system }, books.book);
    }),
    { numRuns: 10 },
  );
}, 120_000);
