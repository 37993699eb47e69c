import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import {
  acme,
  actorOf,
  balance,
  eur,
  globex,
  key,
  openAccount,
  openLedger,
  startTestLedger,
  type TestLedger,
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
const NO_POINT = 'cash_01990000-0000-7000-8000-000000000000';
const FEBRUARY = '2024-02-01T00:00:00.000000Z';

interface CashPoint {
  readonly id: string;
  readonly account: { readonly id: string; readonly code: string };
  readonly [field: string]: unknown;
}

interface Answer {
  readonly __typename: string;
  readonly cashPoint?: CashPoint;
  readonly transaction?: {
    readonly id: string;
    readonly postings: { readonly account: { readonly code: string }; readonly direction: string }[];
  };
  readonly [field: string]: unknown;
}

const POINT = `id name kind currency openedAt ledger { id }
  account { id code name type currency overdraftFloor { amount } balance { posted { amount } } }`;

const OPEN = `
  mutation ($input: OpenCashPointInput!) {
    openCashPoint(input: $input) {
      __typename
      ... on OpenCashPointSuccess { cashPoint { ${POINT} } }
      ... on Error { code path }
    } }`;

const TRANSFER = (verb: string, Verb: string, success: string) => `
  mutation ($input: ${Verb}CashInput!) {
    ${verb}Cash(input: $input) {
      __typename
      ... on ${Verb}CashSuccess {
        ${success}
        transaction { id effectiveAt description reference postings { account { code } direction amount { amount } } } }
      ... on Error { code path }
      ... on UnknownCashPoint { cashPointId }
      ${verb === 'move' ? '' : '... on UnknownAccount { accountId }'}
      ... on CurrencyMismatch { expected actual }
      ... on PeriodClosed { closedThrough }
      ... on AccountClosed { accountId }
      ... on AccountFrozen { accountId }
      ... on InsufficientFunds { accountId available { amount } requested { amount } }
    } }`;

const CALLS = {
  deposit: TRANSFER('deposit', 'Deposit', `cashPoint { ${POINT} }`),
  withdraw: TRANSFER('withdraw', 'Withdraw', `cashPoint { ${POINT} }`),
  move: TRANSFER('move', 'Move', `from { ${POINT} } to { ${POINT} }`),
};
type Verb = keyof typeof CALLS;

const openInput = (ledgerId: string, more: object = {}) => ({
  input: { ledgerId, name: 'Till', kind: 'TILL', currency: 'EUR', idempotencyKey: key(), ...more },
});

const open = async (ledgerId: string, more: object = {}, actor = acme): Promise<Answer> =>
  (await ledger.ask<{ openCashPoint: Answer }>(OPEN, openInput(ledgerId, more), actor)).openCashPoint;

async function openPoint(ledgerId: string, more: object = {}): Promise<CashPoint> {
  const answer = await open(ledgerId, more);
  if (!answer.cashPoint) throw new Error(JSON.stringify(answer));
  return answer.cashPoint;
}

const transfer = async (verb: Verb, input: object, actor = acme): Promise<Answer> =>
  (
    await ledger.ask<Record<string, Answer>>(
      CALLS[verb],
      { input: { amount: eur('1'), idempotencyKey: key(), ...input } },
      actor,
    )
  )[`${verb}Cash`] as Answer;

const errorOf = async (query: string, variables: object, actor = acme) =>
  (await ledger.execute(query, variables, actor)).errors?.[0]?.extensions;

async function openBook() {
  const book = await openLedger(ledger);
  const sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  const till = await openPoint(book, { code: 'till' });
  return { book, sales, till };
}

const postingsOf = ({ transaction }: Answer) =>
  transaction?.postings.map(({ account, direction }) => `${direction} ${account.code}`);

const held = async ({ account }: CashPoint) => (await balance(ledger, account.id)).posted;

describe('a cash point', () => {
  test('is opened with an account of its own, of which there is never less than none', async () => {
    const book = await openLedger(ledger);
    const { cashPoint } = await open(book, {
      name: 'Vault',
      kind: 'VAULT',
      code: 'vault.1',
      currency: 'JPY',
    });
    expect(cashPoint).toMatchObject({
      ...{ name: 'Vault', kind: 'VAULT', currency: 'JPY', ledger: { id: book } },
      account: {
        ...{ code: 'vault.1', name: 'Vault', type: 'ASSET', currency: 'JPY' },
        ...{ overdraftFloor: { amount: '0' }, balance: { posted: { amount: '0' } } },
      },
    });
    const { rows } = await admin.query('select type, data from event where stream = $1', [cashPoint?.id]);
    expect(rows).toEqual([
      {
        type: 'ledger.cash-point.opened.v1',
        data: {
          ...{ cashPointId: cashPoint?.id, ledgerId: book, name: 'Vault', kind: 'VAULT', currency: 'JPY' },
          accountId: cashPoint?.account.id,
        },
      },
    ]);
  });

  test('without a code has one of its id', async () => {
    const point = await openPoint(await openLedger(ledger));
    expect(point.account.code).toBe(`cash.${point.id}`);
  });

  test('is opened once under its key', async () => {
    const book = await openLedger(ledger);
    const again = { idempotencyKey: key() };
    const opened = await Promise.all([1, 2, 3].map(() => open(book, again)));
    expect(new Set(opened.map(({ cashPoint }) => cashPoint?.id)).size).toBe(1);
    expect((await open(book, { ...again, name: 'Other' })).__typename).toBe('IdempotencyConflict');
  });

  test('is found by id, by its tenant', async () => {
    const { till } = await openBook();
    const find = (id: string, actor = acme) =>
      ledger.ask(`query ($id: ID!) { cashPoint(id: $id) { id } }`, { id }, actor);
    expect(await find(till.id)).toEqual({ cashPoint: { id: till.id } });
    expect(await find(till.id, globex)).toEqual({ cashPoint: null });
    expect(await find(NO_POINT)).toEqual({ cashPoint: null });
  });

  test('is listed with the others of its book, page by page', async () => {
    const { book, till } = await openBook();
    const [atm, vault] = [await openPoint(book, { kind: 'ATM' }), await openPoint(book, { kind: 'VAULT' })];
    await openBook();
    const list = async (after?: string) =>
      (
        await ledger.ask<{ cashPoints: { nodes: CashPoint[]; pageInfo: { endCursor: string } } }>(
          `query ($ledgerId: ID!, $after: Cursor) {
             cashPoints(ledgerId: $ledgerId, first: 2, after: $after) {
               totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
          { ledgerId: book, after },
        )
      ).cashPoints;
    const first = await list();
    expect(first).toMatchObject({
      ...{ totalCount: 3, nodes: [{ id: till.id }, { id: atm.id }], pageInfo: { hasNextPage: true } },
    });
    expect(await list(first.pageInfo.endCursor)).toMatchObject({ nodes: [{ id: vault.id }] });
  });

  test.each([
    ['in a ledger that does not exist', { ledgerId: NOWHERE, currency: 'XYZ' }, 'UnknownLedger', 'ledgerId'],
    [
      'in a currency that ISO 4217 does not have',
      { currency: 'XYZ', code: 'sales' },
      'InvalidAmount',
      'currency',
    ],
    ['under a code that is taken', { code: 'sales' }, 'AccountCodeTaken', 'code'],
  ])('%s is refused', async (_name, more, __typename, field) => {
    const { book } = await openBook();
    expect(await open(book, more)).toMatchObject({ __typename, path: ['input', field] });
  });

  test.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(201) }],
    ['code', { code: '' }],
    ['code', { code: 'a b' }],
    ['idempotencyKey', { idempotencyKey: '' }],
  ])('with a bad %s, %j, is bad input', async (field, more) => {
    expect(await errorOf(OPEN, openInput(await openLedger(ledger), more))).toMatchObject({
      code: 'BAD_USER_INPUT',
      path: ['input', field],
    });
  });
});

describe('cash', () => {
  test('that is deposited is debited to the cash point', async () => {
    const { sales, till } = await openBook();
    const more = { effectiveAt: FEBRUARY, description: 'Morning', reference: 'r-1', metadata: { shift: 1 } };
    const answer = await transfer('deposit', {
      cashPointId: till.id,
      accountId: sales,
      amount: eur('12.5'),
      ...more,
    });
    expect(postingsOf(answer)).toEqual(['DEBIT till', 'CREDIT sales']);
    expect(answer).toMatchObject({
      transaction: { effectiveAt: FEBRUARY, description: 'Morning', reference: 'r-1' },
      cashPoint: { id: till.id, account: { balance: { posted: { amount: '12.50' } } } },
    });
  });

  test('that is withdrawn is credited to the cash point', async () => {
    const { sales, till } = await openBook();
    const sides = { cashPointId: till.id, accountId: sales };
    await transfer('deposit', { ...sides, amount: eur('10') });
    const answer = await transfer('withdraw', { ...sides, amount: eur('4') });
    expect(postingsOf(answer)).toEqual(['DEBIT sales', 'CREDIT till']);
    expect(answer).toMatchObject({ cashPoint: { account: { balance: { posted: { amount: '6.00' } } } } });
  });

  test('is moved from one cash point to another', async () => {
    const { book, sales, till } = await openBook();
    const vault = await openPoint(book, { code: 'vault', kind: 'VAULT' });
    await transfer('deposit', { cashPointId: till.id, accountId: sales, amount: eur('10') });
    const answer = await transfer('move', {
      fromCashPointId: till.id,
      toCashPointId: vault.id,
      amount: eur('7'),
    });
    expect(postingsOf(answer)).toEqual(['DEBIT vault', 'CREDIT till']);
    expect(answer).toMatchObject({
      from: { id: till.id, account: { balance: { posted: { amount: '3.00' } } } },
      to: { id: vault.id, account: { balance: { posted: { amount: '7.00' } } } },
    });
  });

  test('moves once under its key', async () => {
    const { sales, till } = await openBook();
    const input = { cashPointId: till.id, accountId: sales, idempotencyKey: key() };
    const [first, second] = await Promise.all([transfer('deposit', input), transfer('deposit', input)]);
    expect(second.transaction).toEqual(first.transaction);
    expect(await held(till)).toBe('1.00');
    expect((await transfer('deposit', { ...input, amount: eur('2') })).__typename).toBe(
      'IdempotencyConflict',
    );
  });
});

const change = (verb: string, Verb: string, accountId: string) =>
  ledger.ask(`mutation ($input: ${Verb}AccountInput!) { ${verb}Account(input: $input) { __typename } }`, {
    input: { accountId, idempotencyKey: key() },
  });

/** The same case for each way in which cash moves: the input, and the field that names the side at fault. */
async function everyWay() {
  const books = await openBook();
  const vault = await openPoint(books.book, { code: 'vault', kind: 'VAULT' });
  await transfer('deposit', { cashPointId: books.till.id, accountId: books.sales, amount: eur('5') });
  const sides = { cashPointId: books.till.id, accountId: books.sales };
  const ways: [Verb, Record<string, string>, string][] = [
    ['deposit', sides, 'cashPointId'],
    ['withdraw', sides, 'cashPointId'],
    ['move', { fromCashPointId: books.till.id, toCashPointId: vault.id }, 'fromCashPointId'],
  ];
  return { ...books, vault, ways };
}

describe('moving cash is refused', () => {
  test('where there is no such cash point, and the refusal is kept under its key', async () => {
    const { ways } = await everyWay();
    for (const [verb, sides, field] of ways) {
      const input = { ...sides, [field]: NO_POINT, amount: eur('0'), idempotencyKey: key() };
      const refused = { __typename: 'UnknownCashPoint', cashPointId: NO_POINT, path: ['input', field] };
      expect(await transfer(verb, input)).toMatchObject(refused);
      expect(await transfer(verb, input)).toMatchObject(refused);
      expect((await transfer(verb, { ...input, amount: eur('2') })).__typename).toBe('IdempotencyConflict');
    }
  });

  test('by another tenant', async () => {
    for (const [verb, sides] of (await everyWay()).ways) {
      expect((await transfer(verb, sides, globex)).__typename).toBe('UnknownCashPoint');
    }
  });

  test('to a cash point of another book', async () => {
    const [here, there] = [await openBook(), await openBook()];
    const sides = { fromCashPointId: here.till.id, toCashPointId: there.till.id };
    expect(await transfer('move', sides)).toMatchObject({
      ...{ __typename: 'UnknownCashPoint', cashPointId: there.till.id, path: ['input', 'toCashPointId'] },
    });
  });

  test('on an account that does not exist, or is of another book', async () => {
    const { till } = await openBook();
    const { sales } = await openBook();
    for (const verb of ['deposit', 'withdraw'] as const) {
      for (const accountId of [NOBODY, sales]) {
        expect(await transfer(verb, { cashPointId: till.id, accountId, amount: eur('0') })).toMatchObject({
          ...{ __typename: 'UnknownAccount', accountId, path: ['input', 'accountId'] },
        });
      }
    }
  });

  test.each(['0', '-1', '1.005', 'twelve', '792281625142643375935439503.36'])('of %s', async (amount) => {
    for (const [verb, sides] of (await everyWay()).ways) {
      expect(await transfer(verb, { ...sides, amount: { amount, currency: 'USD' } })).toMatchObject({
        ...{ __typename: 'InvalidAmount', path: ['input', 'amount'] },
      });
    }
  });

  test('in another currency than it is kept in', async () => {
    for (const [verb, sides] of (await everyWay()).ways) {
      expect(await transfer(verb, { ...sides, amount: { amount: '1', currency: 'USD' } })).toMatchObject({
        ...{ __typename: 'CurrencyMismatch', expected: 'EUR', actual: 'USD', path: ['input', 'amount'] },
      });
    }
  });

  test('in a closed period, then on a closed account, then on a frozen one', async () => {
    const { book, till, ways } = await everyWay();
    const typesOf = (more: object = {}) =>
      Promise.all(
        ways.map(async ([verb, sides, field]) => {
          const { __typename, path } = await transfer(verb, { ...sides, ...more });
          return `${__typename} ${String(path).replace(field, 'point')}`;
        }),
      );
    await change('freeze', 'Freeze', till.account.id);
    expect(new Set(await typesOf())).toEqual(new Set(['AccountFrozen input,point']));
    await change('unfreeze', 'Unfreeze', till.account.id);
    await transfer('withdraw', { ...ways[1]?.[1], amount: eur('5') });
    await change('close', 'Close', till.account.id);
    expect(new Set(await typesOf())).toEqual(new Set(['AccountClosed input,point']));
    await ledger.ask('mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { __typename } }', {
      input: { ledgerId: book, through: FEBRUARY, idempotencyKey: key() },
    });
    const late = await typesOf({ effectiveAt: FEBRUARY });
    expect(new Set(late)).toEqual(new Set(['PeriodClosed input,effectiveAt']));
  });

  test('when more goes out than there is', async () => {
    const { till, ways } = await everyWay();
    for (const [verb, sides] of ways.slice(1)) {
      expect(await transfer(verb, { ...sides, amount: eur('5.01') })).toMatchObject({
        ...{ __typename: 'InsufficientFunds', accountId: till.account.id, path: ['input', 'amount'] },
        ...{ available: { amount: '5.00' }, requested: { amount: '5.01' } },
      });
    }
  });

  test('and a deposit when its account has not got it', async () => {
    const { book, till } = await openBook();
    const wallet = await openAccount(ledger, book, 'wallet', { type: 'LIABILITY' });
    const purse = await openAccount(ledger, book, 'purse', { overdraftFloor: eur('0') });
    expect((await transfer('deposit', { cashPointId: till.id, accountId: wallet })).__typename).toBe(
      'DepositCashSuccess',
    );
    expect(await transfer('deposit', { cashPointId: till.id, accountId: purse })).toMatchObject({
      ...{ __typename: 'InsufficientFunds', accountId: purse, path: ['input', 'amount'] },
    });
  });

  test('as bad input when both sides are the same, and nothing is written', async () => {
    const { till } = await openBook();
    const own = { cashPointId: till.id, accountId: till.account.id };
    const cases: [Verb, object, string][] = [
      ['deposit', own, 'accountId'],
      ['withdraw', own, 'accountId'],
      ['move', { fromCashPointId: till.id, toCashPointId: till.id }, 'toCashPointId'],
    ];
    for (const [verb, sides, field] of cases) {
      const input = { ...sides, amount: eur('1'), idempotencyKey: key() };
      expect(await errorOf(CALLS[verb], { input })).toMatchObject({
        code: 'BAD_USER_INPUT',
        path: ['input', field],
      });
    }
    expect(await held(till)).toBe('0.00');
  });

  test.each([
    ['effectiveAt', { effectiveAt: '9999-01-01T00:00:00Z' }],
    ['description', { description: 'x'.repeat(1_001) }],
    ['reference', { reference: 'x'.repeat(201) }],
    ['metadata', { metadata: 'text' }],
    ['idempotencyKey', { idempotencyKey: '' }],
  ])('as bad input with a bad %s', async (field, more) => {
    for (const [verb, sides] of (await everyWay()).ways) {
      const input = { ...sides, amount: eur('1'), idempotencyKey: key(), ...more };
      expect(await errorOf(CALLS[verb], { input })).toMatchObject({
        code: 'BAD_USER_INPUT',
        path: ['input', field],
      });
    }
  });

  test('without the scopes ledger:write and ledger:read', async () => {
    const { ways, book } = await everyWay();
    const [reader, writer] = [actorOf('acme', ['ledger:read']), actorOf('acme', ['ledger:write'])];
    for (const [verb, sides] of ways) {
      const input = { ...sides, amount: eur('1'), idempotencyKey: key() };
      expect(await errorOf(CALLS[verb], { input }, reader)).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await errorOf(OPEN, openInput(book), reader)).toMatchObject({ code: 'FORBIDDEN' });
    for (const field of ['cashPoint(id: "x") { id }', 'cashPoints(ledgerId: "x") { totalCount }']) {
      expect(await errorOf(`{ ${field} }`, {}, writer)).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});

test('whatever is moved at once, no cash point has less than none, and nothing is lost between them', async () => {
  const step = fc.record({ from: fc.nat(2), to: fc.nat(2), minor: fc.integer({ min: 1, max: 600 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { book, sales } = await openBook();
      const points = [await openPoint(book), await openPoint(book), await openPoint(book)];
      for (const point of points) {
        await transfer('deposit', { cashPointId: point.id, accountId: sales, amount: eur('10') });
      }
      await Promise.all(
        steps
          .filter(({ from, to }) => from !== to)
          .map(({ from, to, minor }) =>
            transfer('move', {
              fromCashPointId: points[from]?.id,
              toCashPointId: points[to]?.id,
              amount: eur((minor / 100).toFixed(2)),
            }),
          ),
      );
      const amounts = (await Promise.all(points.map(held))).map(Number);
      expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0);
      expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(30);
      await expectBookToBeSound({ ask: ledger.ask, events: ledger.database.system }, book);
    }),
    { numRuns: 10 },
  );
}, 120_000);
