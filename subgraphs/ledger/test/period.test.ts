import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { replay } from 'platform/event-store/replay';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import { balancesProjection } from '../read-models/balance/projection.ts';
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

const DECEMBER = '2020-12-31T23:59:59.999999Z';
const JANUARY = '2021-01-01T00:00:00.000000Z';
const NOVEMBER = '2020-11-30T23:59:59.999999Z';
const NOWHERE = 'ldg_01990000-0000-7000-8000-000000000000';

interface Changed {
  readonly __typename: string;
  readonly period?: { readonly closedThrough: string | null };
  readonly [field: string]: unknown;
}

async function change(
  verb: 'close' | 'reopen',
  ledgerId: string,
  through: string,
  { idempotencyKey = key(), actor = acme } = {},
): Promise<Changed> {
  const name = verb === 'close' ? 'ClosePeriod' : 'ReopenPeriod';
  const data = await ledger.ask<Record<string, Changed>>(
    `mutation ($input: ${name}Input!) {
       ${verb}Period(input: $input) {
         __typename
         ... on ${name}Success { period { closedThrough ledger { id closedThrough } } }
         ... on Error { code path }
         ${verb === 'close' ? '... on PeriodClosed { closedThrough }' : ''}
       } }`,
    { input: { ledgerId, through, idempotencyKey } },
    actor,
  );
  return data[`${verb}Period`] as Changed;
}

async function openBook() {
  const book = await openLedger(ledger);
  const [cash, sales] = [
    await openAccount(ledger, book, 'cash'),
    await openAccount(ledger, book, 'sales', { type: 'REVENUE' }),
  ];
  const postAt = (effectiveAt?: string) =>
    post(ledger, book, transfer(cash, sales, '1'), effectiveAt ? { effectiveAt } : {});
  return { book, cash, sales, postAt };
}

const reverse = async (transactionId: string | undefined, effectiveAt: 'NOW' | 'ORIGINAL') =>
  (
    await ledger.ask<{ reverseTransaction: Record<string, unknown> }>(
      `mutation ($input: ReverseTransactionInput!) {
         reverseTransaction(input: $input) {
           __typename
           ... on Error { code path }
           ... on PeriodClosed { closedThrough }
         } }`,
      { input: { transactionId, effectiveAt, idempotencyKey: key() } },
    )
  ).reverseTransaction;

const closedThrough = async (id: string) =>
  (
    await ledger.ask<{ ledger: { closedThrough: string | null } }>(
      'query ($id: ID!) { ledger(id: $id) { closedThrough } }',
      { id },
    )
  ).ledger.closedThrough;

const eventsOf = async (stream: string) =>
  (await admin.query('select type, data from event where stream = $1 order by version', [stream])).rows;

describe('a book', () => {
  test('is open until it is closed, and then tells through when', async () => {
    const { book } = await openBook();
    expect(await closedThrough(book)).toBeNull();
    expect(await change('close', book, DECEMBER)).toEqual({
      __typename: 'ClosePeriodSuccess',
      period: { closedThrough: DECEMBER, ledger: { id: book, closedThrough: DECEMBER } },
    });
    expect(await closedThrough(book)).toBe(DECEMBER);
  });

  test('that is closed takes what counts later, and nothing that counts at or before', async () => {
    const { book, cash, postAt } = await openBook();
    await change('close', book, DECEMBER);
    for (const effectiveAt of [DECEMBER, NOVEMBER, '1970-01-01T00:00:00Z']) {
      expect(await postAt(effectiveAt)).toMatchObject({
        __typename: 'PeriodClosed',
        code: 'PERIOD_CLOSED',
        closedThrough: DECEMBER,
        path: ['input', 'effectiveAt'],
      });
    }
    expect((await postAt(JANUARY)).__typename).toBe('PostTransactionSuccess');
    expect((await postAt()).__typename).toBe('PostTransactionSuccess');
    expect((await balance(ledger, cash)).posted).toBe('2.00');
  });

  test('is reopened after an instant, and closed again; rows and events are only added', async () => {
    const { book, postAt } = await openBook();
    await change('close', book, DECEMBER);
    expect((await change('reopen', book, NOVEMBER)).period?.closedThrough).toBe(NOVEMBER);
    expect((await postAt(DECEMBER)).__typename).toBe('PostTransactionSuccess');
    expect((await postAt(NOVEMBER)).__typename).toBe('PeriodClosed');
    expect((await change('close', book, DECEMBER)).period?.closedThrough).toBe(DECEMBER);
    expect(await eventsOf(book)).toMatchObject([
      { type: 'ledger.book.opened.v1' },
      { type: 'ledger.book.period-closed.v1', data: { ledgerId: book, closedThrough: DECEMBER } },
      { type: 'ledger.book.period-reopened.v1', data: { ledgerId: book, closedThrough: NOVEMBER } },
      { type: 'ledger.book.period-closed.v1', data: { ledgerId: book, closedThrough: DECEMBER } },
    ]);
    const { rows } = await admin.query('select 1 from period where ledger_id = $1', [book]);
    expect(rows).toHaveLength(3);
    await expect(admin.query('update period set closed_through = 0')).rejects.toThrow('append-only');
  });

  test('is reopened from the beginning by an instant before 1970', async () => {
    const { book, postAt } = await openBook();
    await change('close', book, DECEMBER);
    await change('reopen', book, '1969-12-31T23:59:59.999999Z');
    expect((await postAt('1970-01-01T00:00:00Z')).__typename).toBe('PostTransactionSuccess');
  });

  test('that is open stays so when it is reopened, and nothing is recorded', async () => {
    const { book } = await openBook();
    expect((await change('reopen', book, DECEMBER)).period?.closedThrough).toBeNull();
    await change('close', book, NOVEMBER);
    expect((await change('reopen', book, DECEMBER)).period?.closedThrough).toBe(NOVEMBER);
    expect(await eventsOf(book)).toHaveLength(2);
  });

  test('does not close another one, nor that of another tenant', async () => {
    const [{ book }, other] = [await openBook(), await openBook()];
    await change('close', book, DECEMBER);
    expect((await other.postAt(DECEMBER)).__typename).toBe('PostTransactionSuccess');
    for (const verb of ['close', 'reopen'] as const) {
      expect(await change(verb, other.book, DECEMBER, { actor: globex })).toMatchObject({
        __typename: 'UnknownLedger',
      });
    }
    expect(await closedThrough(other.book)).toBeNull();
  });
});

describe('a reversal in a book that is closed', () => {
  test('at the original time is refused, from now on it is not', async () => {
    const { book, postAt } = await openBook();
    const posted = await postAt(NOVEMBER);
    await change('close', book, DECEMBER);
    expect(await reverse(posted.transaction?.id, 'ORIGINAL')).toMatchObject({
      __typename: 'PeriodClosed',
      closedThrough: DECEMBER,
      path: ['input', 'effectiveAt'],
    });
    expect((await reverse(posted.transaction?.id, 'NOW')).__typename).toBe('ReverseTransactionSuccess');
    expect((await reverse(posted.transaction?.id, 'ORIGINAL')).__typename).toBe('PeriodClosed');
  });
});

describe('closing is refused', () => {
  test.each(['close', 'reopen'] as const)('%s: of a book that does not exist', async (verb) => {
    expect(await change(verb, NOWHERE, DECEMBER)).toMatchObject({
      __typename: 'UnknownLedger',
      code: 'UNKNOWN_LEDGER',
      path: ['input', 'ledgerId'],
    });
  });

  test('through an instant through which the book is closed already', async () => {
    const { book } = await openBook();
    await change('close', book, DECEMBER);
    for (const through of [DECEMBER, NOVEMBER]) {
      expect(await change('close', book, through)).toMatchObject({
        __typename: 'PeriodClosed',
        closedThrough: DECEMBER,
        path: ['input', 'through'],
      });
    }
  });

  test('under a key that was used with another input; with the same it is the first answer', async () => {
    const { book } = await openBook();
    const idempotencyKey = key();
    const first = await change('close', book, NOVEMBER, { idempotencyKey });
    expect(await change('close', book, NOVEMBER, { idempotencyKey })).toEqual(first);
    expect(await change('close', book, DECEMBER, { idempotencyKey })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
    expect(await closedThrough(book)).toBe(NOVEMBER);
  });

  test.each(['ClosePeriod', 'ReopenPeriod'])('%s: through the future, as bad input', async (name) => {
    const { book } = await openBook();
    const through = formatInstant(instantOf(systemClock.now() + 60_000_000n));
    const field = `${name[0]?.toLowerCase()}${name.slice(1)}`;
    const { errors } = await ledger.execute(
      `mutation ($input: ${name}Input!) { ${field}(input: $input) { __typename } }`,
      { input: { ledgerId: book, through, idempotencyKey: key() } },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', 'through'] });
    expect(await closedThrough(book)).toBeNull();
  });

  test('without the scope', async () => {
    const { book } = await openBook();
    const reader = actorOf('acme', ['ledger:read']);
    await expect(change('close', book, DECEMBER, { actor: reader })).rejects.toThrow('FORBIDDEN');
  });
});

test('of several refusals that apply the period comes after the currencies and before the accounts', async () => {
  const { book, cash, sales } = await openBook();
  const dollars = await openAccount(ledger, book, 'dollars', { currency: 'USD' });
  const closed = await openAccount(ledger, book, 'closed');
  await ledger.ask('mutation ($input: CloseAccountInput!) { closeAccount(input: $input) { __typename } }', {
    input: { accountId: closed, idempotencyKey: key() },
  });
  await change('close', book, DECEMBER);
  const typeOf = async (debit: string, credit: string, actor = acme) =>
    (await post(ledger, book, transfer(debit, credit, '1'), { effectiveAt: NOVEMBER }, actor)).__typename;
  expect(await typeOf(dollars, cash)).toBe('CurrencyMismatch');
  expect(await typeOf(closed, cash)).toBe('PeriodClosed');
  const supervisor = actorOf('acme', ['ledger:read', 'ledger:write', 'ledger:override']);
  expect(await typeOf(cash, sales, supervisor)).toBe('PeriodClosed');
});

test('postings that race with the closing are in the book before it, or refused', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { book, cash, postAt } = await openBook();
    const racing = Array.from({ length: 20 }, () => postAt(NOVEMBER));
    const closing = Promise.all(Array.from({ length: 5 }, () => change('close', book, DECEMBER)));
    const types = (await Promise.all(racing)).map(({ __typename }) => __typename);
    expect((await closing).filter(({ period }) => period)).toHaveLength(1);
    expect(types.every((type) => type === 'PostTransactionSuccess' || type === 'PeriodClosed')).toBe(true);
    const { rows } = await admin.query(
      `select count(*) filter (where p.recorded_at > period.recorded_at)::int as late, count(*)::int as posted
       from posting p, period where p.account_id = $1 and period.ledger_id = $2`,
      [cash, book],
    );
    expect(rows).toEqual([{ late: 0, posted: types.filter((type) => type !== 'PeriodClosed').length }]);
  }
});

test('replaying the balances neither sees periods and changes of status, nor touches them', async () => {
  const { book, cash, sales, postAt } = await openBook();
  await postAt(NOVEMBER);
  await change('close', book, DECEMBER);
  await postAt(JANUARY);
  await ledger.ask('mutation ($input: FreezeAccountInput!) { freezeAccount(input: $input) { __typename } }', {
    input: { accountId: sales, idempotencyKey: key() },
  });
  const before = [await balance(ledger, cash), await balance(ledger, sales)].map(({ posted }) => posted);
  await replay({ system: ledger.database.system, projection: balancesProjection });
  const after = [await balance(ledger, cash), await balance(ledger, sales)].map(({ posted }) => posted);
  expect(after).toEqual(before);
  expect(await closedThrough(book)).toBe(DECEMBER);
  expect((await postAt()).__typename).toBe('AccountFrozen');
});
