import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyset } from 'platform/graphql/connections';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import {
  balance,
  globex,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;

beforeAll(async () => {
  ledger = await startTestLedger();
});
afterAll(() => ledger.close());

const inSeconds = (s: number): string => formatInstant(instantOf(systemClock.now() + BigInt(s) * 1_000_000n));
const january = (day: number): string => `2024-01-${String(day).padStart(2, '0')}T00:00:00.000000Z`;

interface Amount {
  readonly amount: string;
}
interface Line {
  readonly transaction: { readonly id: string };
  readonly effectiveAt: string;
  readonly direction: string;
  readonly amount: Amount;
  readonly balance: Amount;
}
interface Statement {
  readonly asOf: { readonly effectiveAt: string; readonly recordedAt: string };
  readonly opening: Amount;
  readonly closing: Amount;
  readonly lines: {
    readonly totalCount: number;
    readonly nodes: Line[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}
interface Found {
  readonly account: { readonly statement: Statement } | null;
}

const STATEMENT = `query ($id: ID!, $from: DateTime!, $to: DateTime!, $at: AsOfInput, $first: Int, $after: Cursor) {
  account(id: $id) { statement(from: $from, to: $to, at: $at, first: $first, after: $after) {
    asOf { effectiveAt recordedAt } opening { amount } closing { amount }
    lines {
      totalCount nodes { transaction { id } effectiveAt direction amount { amount } balance { amount } }
      pageInfo { hasNextPage endCursor } } } } }`;

const MONTH = { from: january(1), to: january(31) };

async function statement(id: string, asked: object = {}): Promise<Statement> {
  const { account } = await ledger.ask<Found>(STATEMENT, { id, ...MONTH, ...asked });
  if (!account) throw new Error('no account');
  return account.statement;
}

const errorOf = async (id: string, asked: object) =>
  (await ledger.execute(STATEMENT, { id, ...MONTH, ...asked })).errors?.[0]?.extensions;

const linesOf = ({ lines }: Statement): string[] =>
  lines.nodes.map((line) => `${line.direction} ${line.amount.amount} = ${line.balance.amount}`);

async function openBook() {
  const book = await openLedger(ledger);
  const cash = await openAccount(ledger, book, 'cash');
  const sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  const sell = async (amount: string, effectiveAt: string): Promise<string> => {
    const { transaction } = await post(ledger, book, transfer(cash, sales, amount), { effectiveAt });
    return transaction?.id ?? '';
  };
  const refund = (amount: string, effectiveAt: string) =>
    post(ledger, book, transfer(sales, cash, amount), { effectiveAt });
  return { book, cash, sales, sell, refund };
}

describe('a statement', () => {
  test('opens with what was posted before, has a line for each posting, and closes with what is left', async () => {
    const { cash, sales, sell, refund } = await openBook();
    await sell('1', '2023-12-31T23:59:59.999999Z');
    const second = await sell('4', january(10));
    const first = await sell('2', january(1));
    await refund('3', january(20));
    await sell('8', january(31));
    const seen = await statement(cash);
    expect([seen.opening.amount, seen.closing.amount]).toEqual(['1.00', '4.00']);
    expect(linesOf(seen)).toEqual(['DEBIT 2.00 = 3.00', 'DEBIT 4.00 = 7.00', 'CREDIT 3.00 = 4.00']);
    expect(seen.lines.nodes.slice(0, 2).map(({ transaction }) => transaction.id)).toEqual([first, second]);
    expect(seen.lines.totalCount).toBe(3);
    expect(linesOf(await statement(sales))).toEqual([
      'CREDIT 2.00 = 3.00',
      'CREDIT 4.00 = 7.00',
      'DEBIT 3.00 = 4.00',
    ]);
  });

  test('closes with the balance as of its point of view', async () => {
    const { cash, sell } = await openBook();
    await sell('2', january(10));
    const seen = await statement(cash);
    expect(seen.asOf.effectiveAt).toBe('2024-01-30T23:59:59.999999Z');
    expect((await balance(ledger, cash, seen.asOf)).posted).toBe(seen.closing.amount);
  });

  test('of a window in which nothing moved has no lines', async () => {
    const { cash, sell } = await openBook();
    await sell('2', '2023-01-01T00:00:00Z');
    const seen = await statement(cash);
    expect([seen.opening.amount, linesOf(seen), seen.closing.amount]).toEqual(['2.00', [], '2.00']);
  });

  test('keeps the postings of one transaction on one account apart', async () => {
    const { book, cash, sales } = await openBook();
    const postings = [...transfer(cash, sales, '1'), ...transfer(cash, sales, '2')];
    await post(ledger, book, postings, { effectiveAt: january(5) });
    const first = await statement(cash, { first: 1 });
    const second = await statement(cash, { first: 1, after: first.lines.pageInfo.endCursor });
    expect([...linesOf(first), ...linesOf(second)]).toEqual(['DEBIT 1.00 = 1.00', 'DEBIT 2.00 = 3.00']);
  });

  test('counts what is effective in the future, unless the point of view leaves it out', async () => {
    const { cash, sell } = await openBook();
    const later = inSeconds(3_600);
    await sell('1', january(5));
    await sell('2', later);
    const window = { from: january(1), to: inSeconds(7_200) };
    expect(linesOf(await statement(cash, window))).toEqual(['DEBIT 1.00 = 1.00', 'DEBIT 2.00 = 3.00']);
    expect(linesOf(await statement(cash, { ...window, to: later }))).toEqual(['DEBIT 1.00 = 1.00']);
    const cut = (effectiveAt: string) => statement(cash, { ...window, at: { effectiveAt } });
    expect((await cut(later)).closing.amount).toBe('3.00');
    expect((await cut(inSeconds(0))).closing.amount).toBe('1.00');
    const before = await cut('2023-01-01T00:00:00Z');
    expect([before.opening.amount, linesOf(before), before.closing.amount]).toEqual(['0.00', [], '0.00']);
  });

  test('as it was known at a recordedAt never changes, however far a posting is backdated', async () => {
    const { cash, sell } = await openBook();
    await sell('1', january(5));
    const seen = await statement(cash);
    await sell('2', january(2));
    await sell('4', '2023-01-01T00:00:00Z');
    expect(await statement(cash, { at: seen.asOf })).toEqual(seen);
    expect(await statement(cash, { at: { recordedAt: seen.asOf.recordedAt } })).toEqual(seen);
    expect((await statement(cash)).closing.amount).toBe('7.00');
  });

  test('closes a recordedAt later than the last transaction: nothing is recorded before it any more', async () => {
    const { cash, sell } = await openBook();
    const seen = await statement(cash, { at: { recordedAt: formatInstant(systemClock.now()) } });
    await sell('1', january(5));
    expect(await statement(cash, { at: seen.asOf })).toEqual(seen);
  });

  test('is nobody else’s', async () => {
    const { cash } = await openBook();
    expect(await ledger.ask<Found>(STATEMENT, { id: cash, ...MONTH }, globex)).toEqual({ account: null });
  });
});

describe('the pages of a statement', () => {
  test('are of the first one’s point of view, whatever is backdated meanwhile', async () => {
    const { cash, sell } = await openBook();
    for (const day of [2, 4, 6, 8]) await sell(`${day}`, january(day));
    const first = await statement(cash, { first: 2 });
    for (const day of [1, 3, 5, 7]) await sell('100', january(day));
    const second = await statement(cash, { first: 2, after: first.lines.pageInfo.endCursor });
    expect([...linesOf(first), ...linesOf(second)]).toEqual([
      'DEBIT 2.00 = 2.00',
      'DEBIT 4.00 = 6.00',
      'DEBIT 6.00 = 12.00',
      'DEBIT 8.00 = 20.00',
    ]);
    for (const page of [first, second]) {
      expect([page.opening.amount, page.closing.amount, page.lines.totalCount]).toEqual(['0.00', '20.00', 4]);
    }
    expect(second.asOf).toEqual(first.asOf);
    expect([first, second].map(({ lines }) => lines.pageInfo.hasNextPage)).toEqual([true, false]);
  });

  test('also end where the first one’s point of view did', async () => {
    const { cash, sell } = await openBook();
    for (const day of [2, 4, 6]) await sell(`${day}`, january(day));
    const at = { effectiveAt: january(4) };
    const first = await statement(cash, { at, first: 1 });
    const after = first.lines.pageInfo.endCursor;
    const last = ['DEBIT 4.00 = 6.00'];
    expect(linesOf(await statement(cash, { after }))).toEqual(last);
    expect(linesOf(await statement(cash, { at, after }))).toEqual(last);
    expect(linesOf(await statement(cash, { at: first.asOf, after }))).toEqual(last);
  });

  test.each([
    ['of none', { first: 0 }, ['first']],
    ['of 101', { first: 101 }, ['first']],
    ['after a cursor nobody handed out', { after: 'nonsense' }, ['after']],
    ['of a window that is empty', { to: january(1) }, ['to']],
    ['of a window that ends before it begins', { to: '2023-01-01T00:00:00Z' }, ['to']],
    ['of the future', { at: { recordedAt: '2999-01-01T00:00:00Z' } }, ['at', 'recordedAt']],
  ])('%s are refused', async (_name, asked, path) => {
    const { cash } = await openBook();
    expect(await errorOf(cash, asked)).toMatchObject({ code: 'BAD_USER_INPUT', path });
  });

  test('go on in the same statement only', async () => {
    const { cash, sales, sell } = await openBook();
    await sell('1', january(2));
    const { lines } = await statement(cash, { first: 1 });
    const { endCursor: after } = lines.pageInfo;
    const refused = { code: 'BAD_USER_INPUT', path: ['after'] };
    expect(await errorOf(sales, { after })).toMatchObject(refused);
    expect(await errorOf(cash, { after, from: january(2) })).toMatchObject(refused);
    expect(await errorOf(cash, { after, to: january(30) })).toMatchObject(refused);
    expect(await errorOf(cash, { after, at: { recordedAt: january(1) } })).toMatchObject(refused);
    expect(await errorOf(cash, { after, at: { effectiveAt: january(3) } })).toMatchObject(refused);
  });

  test('do not fall for a cursor that was made up', async () => {
    const { cash } = await openBook();
    const keys = keyset('statement', ['text', ...(Array(7).fill('bigint') as 'bigint'[])]);
    const [from, to] = [1_704_067_200_000_000n, 1_706_659_200_000_000n];
    const max = 2n ** 63n - 1n;
    const forged = (...key: bigint[]) => keys.encode([cash, ...key] as never);
    const error = (after: string) => errorOf(cash, { after });
    expect(await error(forged(from, to, max, 0n, 0n, 0n, 0n))).toMatchObject({ path: ['after'] });
    expect(await error(forged(from, to, -max, 0n, 0n, 0n, 0n))).toMatchObject({ path: ['after'] });
    expect(await error(forged(from, to, to, -max, 0n, 0n, 0n))).toMatchObject({ path: ['after'] });
    expect(await error(forged(from, to, to, max, 0n, 0n, 0n))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await error(forged(from, to, to, 0n, max, max, max))).toMatchObject({ path: ['after'] });
    expect(await error(forged(from, to, to, 0n, -max, -max, -max))).toMatchObject({ path: ['after'] });
    expect(await error(forged(from, to, to, 0n, from, 0n, max))).toBeUndefined();
  });
});

const DAY_S = 86_400;
const posting = fc.record({
  isRefund: fc.boolean(),
  minor: fc.integer({ min: 1, max: 2_000 }),
  effectiveInDays: fc.integer({ min: -5, max: 5 }),
});

test('whatever is backdated while its pages are read, opening and lines make closing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(posting, { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (postings, first) => {
        const { cash, sell, refund } = await openBook();
        const record = ({ isRefund, minor, effectiveInDays }: (typeof postings)[number]) =>
          (isRefund ? refund : sell)((minor / 100).toFixed(2), inSeconds(effectiveInDays * DAY_S));
        for (const one of postings) await record(one);
        const window = { from: inSeconds(-3 * DAY_S), to: inSeconds(3 * DAY_S), first };
        let page = await statement(cash, window);
        const { asOf, opening, closing } = page;
        const lines = [...page.lines.nodes];
        while (page.lines.pageInfo.hasNextPage) {
          for (const one of postings.slice(0, 2)) await record(one);
          page = await statement(cash, { ...window, after: page.lines.pageInfo.endCursor });
          lines.push(...page.lines.nodes);
          expect(page).toMatchObject({ asOf, opening, closing });
        }
        expect(lines.length).toBe(page.lines.totalCount);
        let held = minorOf(opening);
        for (const line of lines) {
          held += (line.direction === 'DEBIT' ? 1 : -1) * minorOf(line.amount);
          expect(minorOf(line.balance)).toBe(held);
        }
        expect(minorOf(closing)).toBe(held);
        expect((await balance(ledger, cash, asOf)).posted).toBe(closing.amount);
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);

const minorOf = ({ amount }: Amount): number => Math.round(Number(amount) * 100);
