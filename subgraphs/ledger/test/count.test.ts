import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import {
  acme,
  actorOf,
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

const NO_POINT = 'cash_01990000-0000-7000-8000-000000000000';

interface Amount {
  readonly amount: string;
}

interface Count {
  readonly id: string;
  readonly expected: Amount;
  readonly counted: Amount;
  readonly difference: Amount;
  readonly countedAt: string;
  readonly transaction: {
    readonly id: string;
    readonly recordedAt: string;
    readonly postings: {
      readonly account: { readonly code: string };
      readonly direction: string;
      readonly amount: Amount;
    }[];
  } | null;
}

interface Answer {
  readonly __typename: string;
  readonly count?: Count;
  readonly [field: string]: unknown;
}

const COUNT = `id expected { amount } counted { amount } difference { amount } description countedAt cashPoint { id }
  denominations { value { amount currency } count }
  transaction { id recordedAt description postings { account { code } direction amount { amount } } }`;

const CALL = `
  mutation ($input: CountCashInput!) {
    countCash(input: $input) {
      __typename
      ... on CountCashSuccess { count { ${COUNT} } }
      ... on Error { code path }
      ... on UnknownCashPoint { cashPointId }
      ... on CurrencyMismatch { expected actual }
      ... on PeriodClosed { closedThrough }
      ... on AccountClosed { accountId }
      ... on AccountFrozen { accountId }
      ... on InsufficientFunds { accountId available { amount } requested { amount } }
    } }`;

/** A till in which there are 10 EUR. */
async function openTill() {
  const book = await openLedger(ledger);
  const sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  const { openCashPoint } = await ledger.ask<{
    openCashPoint: { cashPoint: { id: string; account: { id: string } } };
  }>(
    `mutation ($input: OpenCashPointInput!) {
       openCashPoint(input: $input) { ... on OpenCashPointSuccess { cashPoint { id account { id } } } } }`,
    {
      input: {
        ledgerId: book,
        name: 'Till',
        kind: 'TILL',
        code: 'till',
        currency: 'EUR',
        idempotencyKey: key(),
      },
    },
  );
  const { id: till, account } = openCashPoint.cashPoint;
  await post(ledger, book, transfer(account.id, sales, '10'));
  return { book, sales, till, cash: account.id };
}

const countInput = (cashPointId: string, amount: string, more: object = {}) => ({
  input: { cashPointId, counted: eur(amount), idempotencyKey: key(), ...more },
});

const count = async (cashPointId: string, amount: string, more: object = {}, actor = acme): Promise<Answer> =>
  (await ledger.ask<{ countCash: Answer }>(CALL, countInput(cashPointId, amount, more), actor)).countCash;

const errorOf = async (variables: object, actor = acme) =>
  (await ledger.execute(CALL, variables, actor)).errors?.[0]?.extensions;

const postingsOf = ({ count: counted }: Answer) =>
  counted?.transaction?.postings.map(
    ({ account, direction, amount }) => `${direction} ${account.code} ${amount.amount}`,
  );

interface Counts {
  readonly lastCount: Count | null;
  readonly counts: {
    readonly totalCount: number;
    readonly nodes: Count[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const countsOf = async (id: string, page: object = {}): Promise<Counts> =>
  (
    await ledger.ask<{ cashPoint: Counts }>(
      `query ($id: ID!, $first: Int, $after: Cursor) {
         cashPoint(id: $id) {
           lastCount { ${COUNT} }
           counts(first: $first, after: $after) {
             totalCount nodes { ${COUNT} } pageInfo { hasNextPage endCursor } } } }`,
      { id, ...page },
    )
  ).cashPoint;

const held = async (accountId: string) => (await balance(ledger, accountId)).posted;

describe('a count', () => {
  test('of what ought to be there posts nothing', async () => {
    const { till, cash } = await openTill();
    const answer = await count(till, '10', { description: 'Evening' });
    expect(answer).toMatchObject({
      __typename: 'CountCashSuccess',
      count: {
        ...{ expected: { amount: '10.00' }, counted: { amount: '10.00' }, difference: { amount: '0.00' } },
        ...{ description: 'Evening', cashPoint: { id: till }, denominations: null, transaction: null },
      },
    });
    expect(await held(cash)).toBe('10.00');
  });

  test('of less posts what is missing as an expense', async () => {
    const { till, cash } = await openTill();
    const answer = await count(till, '9.4');
    expect(answer.count).toMatchObject({ expected: { amount: '10.00' }, difference: { amount: '-0.60' } });
    expect(postingsOf(answer)).toEqual(['CREDIT till 0.60', 'DEBIT cash-over-short.EUR 0.60']);
    expect(await held(cash)).toBe('9.40');
  });

  test('of more posts what is over the other way', async () => {
    const { till, cash } = await openTill();
    const answer = await count(till, '10.05', { description: 'Evening' });
    expect(answer.count).toMatchObject({
      difference: { amount: '0.05' },
      transaction: { description: 'Evening' },
    });
    expect(postingsOf(answer)).toEqual(['DEBIT till 0.05', 'CREDIT cash-over-short.EUR 0.05']);
    expect(await held(cash)).toBe('10.05');
  });

  test('of nothing leaves nothing', async () => {
    const { till, cash } = await openTill();
    expect((await count(till, '0')).count?.difference.amount).toBe('-10.00');
    expect(await held(cash)).toBe('0.00');
    expect((await count(till, '0')).count).toMatchObject({ expected: { amount: '0.00' }, transaction: null });
  });

  test('does not expect what only counts in the future', async () => {
    const { book, sales, till, cash } = await openTill();
    const effectiveAt = formatInstant(instantOf(systemClock.now() + 3_600_000_000n));
    await post(ledger, book, transfer(cash, sales, '5'), { effectiveAt });
    expect((await count(till, '10')).count?.expected.amount).toBe('10.00');
  });

  test('is recorded at the instant of its transaction', async () => {
    const { till } = await openTill();
    const { count: counted } = await count(till, '9');
    expect(counted?.transaction?.recordedAt).toBe(counted?.countedAt);
  });

  test('says of what it was counted', async () => {
    const { till } = await openTill();
    const denominations = [
      { value: '5', count: 1 },
      { value: '2.00', count: 2 },
      { value: '0.5', count: 0 },
      { value: '0.01', count: 100 },
    ];
    await count(till, '10', { denominations });
    const seen = ['5.00 1', '2.00 2', '0.50 0', '0.01 100'].map((line) => {
      const [amount, times] = line.split(' ');
      return { value: { amount, currency: 'EUR' }, count: Number(times) };
    });
    expect((await countsOf(till)).lastCount).toMatchObject({ denominations: seen });
  });

  test('is an event, and a row that is never changed', async () => {
    const { book, till } = await openTill();
    const { count: counted } = await count(till, '9', { denominations: [{ value: '9', count: 1 }] });
    const { rows } = await admin.query('select type, data from event where stream = $1', [counted?.id]);
    const minor = (text: string) => ({ minor: text, currency: 'EUR' });
    expect(rows).toEqual([
      {
        type: 'ledger.cash-point.counted.v1',
        data: {
          ...{ cashCountId: counted?.id, cashPointId: till, ledgerId: book, description: null },
          ...{ expected: minor('1000'), counted: minor('900'), difference: minor('-100') },
          denominations: [{ value: minor('900'), count: 1 }],
          transactionId: counted?.transaction?.id,
        },
      },
    ]);
    const journal = await admin.query('select recorded_at from journal where stream = $1', [counted?.id]);
    expect(journal.rowCount).toBe(1);
    for (const change of ['update cash_count set counted = 2', 'delete from cash_count']) {
      await expect(admin.query(change)).rejects.toThrow('append-only');
    }
  });

  test('counts once under its key', async () => {
    const { till, cash } = await openTill();
    const again = { idempotencyKey: key() };
    const [first, second] = await Promise.all([count(till, '9', again), count(till, '9.0', again)]);
    expect(second).toEqual(first);
    expect((await count(till, '8', again)).__typename).toBe('IdempotencyConflict');
    expect((await countsOf(till)).counts.totalCount).toBe(1);
    expect(await held(cash)).toBe('9.00');
  });

  test('is listed with the others of its cash point, the last one first', async () => {
    const { till } = await openTill();
    expect(await countsOf(till)).toMatchObject({ lastCount: null, counts: { totalCount: 0 } });
    for (const amount of ['9', '8', '7']) await count(till, amount);
    const first = await countsOf(till, { first: 2 });
    const amounts = ({ counts }: Counts) => counts.nodes.map(({ counted }) => counted.amount);
    expect([amounts(first), first.lastCount?.counted.amount]).toEqual([['8.00', '7.00'].reverse(), '7.00']);
    const { endCursor: after } = first.counts.pageInfo;
    expect(amounts(await countsOf(till, { first: 2, after }))).toEqual(['9.00']);
  });
});

const change = (verb: string, Verb: string, accountId: string) =>
  ledger.ask(`mutation ($input: ${Verb}AccountInput!) { ${verb}Account(input: $input) { __typename } }`, {
    input: { accountId, idempotencyKey: key() },
  });

describe('a count is refused', () => {
  test('where there is no such cash point of the tenant', async () => {
    const { till } = await openTill();
    expect(await count(NO_POINT, '-1')).toMatchObject({
      ...{ __typename: 'UnknownCashPoint', cashPointId: NO_POINT, path: ['input', 'cashPointId'] },
    });
    expect((await count(till, '10', {}, globex)).__typename).toBe('UnknownCashPoint');
  });

  test.each(['-1', '1.005', 'twelve', '792281625142643375935439503.36'])('of %s', async (amount) => {
    const { till } = await openTill();
    const denominations = [{ value: '1', count: 1 }];
    expect(await count(till, amount, { denominations })).toMatchObject({
      ...{ __typename: 'InvalidAmount', path: ['input', 'counted'] },
    });
    expect((await countsOf(till)).counts.totalCount).toBe(0);
  });

  test('in another currency than the cash point is kept in, and in none', async () => {
    const { till } = await openTill();
    expect(await count(till, '1', { counted: { amount: '1', currency: 'USD' } })).toMatchObject({
      ...{ __typename: 'CurrencyMismatch', expected: 'EUR', actual: 'USD', path: ['input', 'counted'] },
    });
    const unknown = { counted: { amount: '1', currency: 'XYZ' } };
    expect((await count(till, '1', unknown)).__typename).toBe('InvalidAmount');
  });

  test('when another kind of account has the code of over-and-short', async () => {
    const { book, till } = await openTill();
    await openAccount(ledger, book, 'cash-over-short.EUR');
    expect(await count(till, '9')).toMatchObject({
      ...{ __typename: 'AccountCodeTaken', path: ['input', 'ledgerId'] },
    });
  });

  test('that differs on a closed account, then on a frozen one; one that does not differ passes', async () => {
    const { till, cash } = await openTill();
    await change('freeze', 'Freeze', cash);
    expect(await count(till, '9')).toMatchObject({
      ...{ __typename: 'AccountFrozen', accountId: cash, path: ['input', 'cashPointId'] },
    });
    expect((await count(till, '10')).__typename).toBe('CountCashSuccess');
    await change('unfreeze', 'Unfreeze', cash);
    await count(till, '0');
    await change('close', 'Close', cash);
    expect(await count(till, '1')).toMatchObject({
      ...{ __typename: 'AccountClosed', accountId: cash, path: ['input', 'cashPointId'] },
    });
  });

  test('in a closed period, which takes a clock that was set back', async () => {
    const { book, till } = await openTill();
    const through = systemClock.now() + 3_600_000_000n;
    await admin.query("insert into period values ('acme', $1, $2, $3)", [book, systemClock.now(), through]);
    expect(await count(till, '9')).toMatchObject({
      ...{ __typename: 'PeriodClosed', path: ['input', 'cashPointId'] },
      closedThrough: formatInstant(instantOf(through)),
    });
  });

  test('of less than goes out later, unless the caller may override', async () => {
    const { book, sales, till, cash } = await openTill();
    const effectiveAt = formatInstant(instantOf(systemClock.now() + 3_600_000_000n));
    await post(ledger, book, transfer(sales, cash, '4'), { effectiveAt });
    expect(await count(till, '3')).toMatchObject({
      ...{ __typename: 'InsufficientFunds', accountId: cash, path: ['input', 'counted'] },
      ...{ available: { amount: '6.00' }, requested: { amount: '7.00' } },
    });
    expect((await countsOf(till)).counts.totalCount).toBe(0);
    const supervisor = actorOf('acme', ['ledger:read', 'ledger:write', 'ledger:override']);
    expect((await count(till, '3', {}, supervisor)).__typename).toBe('CountCashSuccess');
  });

  test.each([
    [['denominations'], { denominations: [{ value: '5', count: 1 }] }],
    [['denominations'], { denominations: Array(101).fill({ value: '1', count: 1 }) }],
    [['denominations', '0', 'value'], { denominations: [{ value: '0', count: 1 }] }],
    [
      ['denominations', '1', 'value'],
      {
        denominations: [
          { value: '10', count: 1 },
          { value: '0.001', count: 0 },
        ],
      },
    ],
    [['denominations', '0', 'count'], { denominations: [{ value: '10', count: -1 }] }],
    [['description'], { description: 'x'.repeat(1_001) }],
    [['idempotencyKey'], { idempotencyKey: '' }],
  ])('as bad input with bad %j, and nothing is written', async (field, more) => {
    const { till } = await openTill();
    expect(await errorOf(countInput(till, '10', more))).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', path: ['input', ...field] },
    });
    expect((await countsOf(till)).counts.totalCount).toBe(0);
  });

  test('without the scope ledger:write', async () => {
    const { till } = await openTill();
    const reader = actorOf('acme', ['ledger:read']);
    expect(await errorOf(countInput(till, '10'), reader)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('whatever is posted and counted at once, a count expects the balance at its instant and sets it', async () => {
  const step = fc.record({ counts: fc.boolean(), minor: fc.integer({ min: 1, max: 900 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
      const { book, sales, till, cash } = await openTill();
      await Promise.all(
        steps.map(({ counts, minor }) => {
          const amount = (minor / 100).toFixed(2);
          return counts ? count(till, amount) : post(ledger, book, transfer(cash, sales, amount));
        }),
      );
      const { counts } = await countsOf(till);
      expect(counts.totalCount).toBe(steps.filter((one) => one.counts).length);
      for (const { expected, counted, countedAt } of counts.nodes) {
        const before = await balanceAt(cash, countedAt, '<');
        expect([expected.amount, counted.amount]).toEqual([before, await balanceAt(cash, countedAt, '<=')]);
      }
      await expectBookToBeSound({ ask: ledger.ask, events: ledger.database.system }, book);
    }),
    { numRuns: 10 },
  );
}, 120_000);

/** From the postings recorded before an instant, or at it too. */
async function balanceAt(accountId: string, recordedAt: string, until: '<' | '<='): Promise<string> {
  const { rows } = await admin.query<{ amount: string }>(
    `select (coalesce(sum(debit - credit), 0) / 100)::numeric(20, 2) as amount from posting
     where account_id = $1 and recorded_at ${until} (extract(epoch from $2::timestamptz) * 1000000)::bigint`,
    [accountId, recordedAt],
  );
  return rows[0]?.amount ?? '';
}
