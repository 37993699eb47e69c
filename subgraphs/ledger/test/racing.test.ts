import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  eur,
  key,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';
import { type Mutation, mutate } from './mutate.ts';

let ledger: TestLedger;
let admin: pg.Client;
let book: string;
let cash: string;
let sales: string;
let dollars: string;
let till: string;

beforeAll(async () => {
  ledger = await startTestLedger();
  admin = new pg.Client({ connectionString: ledger.database.adminUrl });
  await admin.connect();
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  dollars = await openAccount(ledger, book, 'dollars', { currency: 'USD' });
  const point = { ledgerId: book, name: 'Till', kind: 'TILL', currency: 'EUR' };
  till = (await mutate(ledger.ask, 'openCashPoint', point)).cashPoint?.id ?? '';
  // The accounts of the house are opened once, apart from what is counted here.
  await mutate(ledger.ask, 'countCash', { cashPointId: till, counted: eur('1') });
  await mutate(ledger.ask, 'exchange', exchanged());
});
afterAll(async () => {
  await admin.end();
  await ledger.close();
});

const posted = (amount = '1') => ({ ledgerId: book, postings: transfer(cash, sales, amount) });

const exchanged = () => ({
  ...{ ledgerId: book, fromAccountId: cash, toAccountId: dollars, sell: eur('10'), rate: '1.1' },
});

const held = () => ({
  ...{ ledgerId: book, debitAccountId: sales, creditAccountId: cash, amount: eur('5') },
});

const placed = async () => (await mutate(ledger.ask, 'placeHold', held())).hold?.id;

const batch = (amount: string) => ({
  atomic: true,
  transactions: ['a', 'b'].map((one) => ({ ...posted(amount), idempotencyKey: one })),
});

let counts = 10;

/** Each time something else, so that the difference is posted. */
function nextCount(): number {
  counts += 1;
  return counts;
}

interface Case {
  readonly mutation: Mutation;
  /** Of one effect. */
  readonly events: number;
  readonly input: () => object | Promise<object>;
  /** What makes it another input. */
  readonly other: () => object;
}

const CASES: readonly Case[] = [
  { mutation: 'postTransaction', events: 1, input: posted, other: () => ({ description: 'other' }) },
  { mutation: 'postTransactions', events: 2, input: () => batch('1'), other: () => batch('2') },
  {
    mutation: 'reverseTransaction',
    events: 1,
    input: async () => ({ transactionId: (await post(ledger, book, posted().postings)).transaction?.id }),
    other: () => ({ reason: 'other' }),
  },
  { mutation: 'placeHold', events: 1, input: held, other: () => ({ amount: eur('6') }) },
  {
    mutation: 'captureHold',
    events: 2,
    input: async () => ({ holdId: await placed(), amount: eur('2'), final: false }),
    other: () => ({ amount: eur('3') }),
  },
  {
    mutation: 'releaseHold',
    events: 1,
    input: async () => ({ holdId: await placed() }),
    other: () => ({ holdId: 'hold_01990000-0000-7000-8000-000000000000' }),
  },
  { mutation: 'exchange', events: 1, input: exchanged, other: () => ({ sell: eur('11') }) },
  {
    mutation: 'depositCash',
    events: 1,
    input: () => ({ cashPointId: till, accountId: cash, amount: eur('100') }),
    other: () => ({ amount: eur('101') }),
  },
  {
    mutation: 'countCash',
    events: 2,
    input: () => ({ cashPointId: till, counted: eur(String(nextCount())) }),
    other: () => ({ counted: eur('5') }),
  },
];

async function recordedEvents(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    "select count(*)::int as count from event where data->>'ledgerId' = $1",
    [book],
  );
  return rows[0]?.count ?? 0;
}

const CALLERS = 50;

describe.each(CASES)('$mutation under one key', ({ mutation, events, input, other }) => {
  test(`by ${CALLERS} callers at once has one effect, and one answer for all`, async () => {
    const asked = { ...(await input()), idempotencyKey: key() };
    const before = await recordedEvents();
    const callers = Array.from({ length: CALLERS }, () => mutate(ledger.ask, mutation, asked));
    const [first, ...others] = await Promise.all(callers);
    expect(first?.__typename).toMatch(/Success$/);
    for (const answer of others) expect(answer).toEqual(first);
    expect((await recordedEvents()) - before).toBe(events);
    expect(await mutate(ledger.ask, mutation, asked)).toEqual(first);
  });

  test('with another input is a conflict, and has no effect', async () => {
    const asked = { ...(await input()), idempotencyKey: key() };
    const first = await mutate(ledger.ask, mutation, asked);
    const before = await recordedEvents();
    const conflicting = await mutate(ledger.ask, mutation, { ...asked, ...other() });
    expect(conflicting).toMatchObject({
      __typename: 'IdempotencyConflict',
      path: ['input', 'idempotencyKey'],
    });
    expect(await recordedEvents()).toBe(before);
    expect(await mutate(ledger.ask, mutation, asked)).toEqual(first);
  });

  test('by callers with one input and callers with another: all of the first to come get its answer', async () => {
    const one = { ...(await input()), idempotencyKey: key() };
    const before = await recordedEvents();
    const inputs = Array.from({ length: 20 }, (_, n) => (n % 2 ? one : { ...one, ...other() }));
    const answers = await Promise.all(inputs.map((asked) => mutate(ledger.ask, mutation, asked)));
    const conflicts = answers.filter(({ __typename }) => __typename === 'IdempotencyConflict');
    const [winner, ...others] = answers.filter((answer) => !conflicts.includes(answer));
    expect(conflicts).toHaveLength(10);
    for (const answer of others) expect(answer).toEqual(winner);
    expect((await recordedEvents()) - before).toBe(winner?.__typename.endsWith('Success') ? events : 0);
  });
});

test('twice in one call of postTransactions, with other input, the second is a conflict', async () => {
  const idempotencyKey = key();
  const before = await recordedEvents();
  const transactions = ['1', '2'].map((amount) => ({ ...posted(amount), idempotencyKey }));
  const { results } = await mutate(ledger.ask, 'postTransactions', { transactions });
  expect(results?.map(({ __typename }) => __typename)).toEqual([
    'PostTransactionSuccess',
    'IdempotencyConflict',
  ]);
  expect((await recordedEvents()) - before).toBe(1);
});
