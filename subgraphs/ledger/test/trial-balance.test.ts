import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, instantOf, parseInstant, systemClock } from 'platform/kernel/clock';
import {
  actorOf,
  balance,
  eur,
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

interface Amount {
  readonly amount: string;
}
interface TrialBalance {
  readonly asOf: { readonly effectiveAt: string; readonly recordedAt: string };
  readonly currencies: { readonly currency: string; readonly debits: Amount; readonly credits: Amount }[];
  readonly accounts: {
    readonly totalCount: number;
    readonly nodes: {
      readonly account: { readonly code: string };
      readonly debits: Amount;
      readonly credits: Amount;
      readonly balance: Amount;
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const TRIAL_BALANCE = `query ($ledgerId: ID!, $at: AsOfInput, $first: Int, $after: Cursor) {
  trialBalance(ledgerId: $ledgerId, at: $at) {
    asOf { effectiveAt recordedAt }
    currencies { currency debits { amount } credits { amount } }
    accounts(first: $first, after: $after) {
      totalCount nodes { account { code } debits { amount } credits { amount } balance { amount } }
      pageInfo { hasNextPage endCursor } } } }`;

const trialBalance = async (ledgerId: string, at?: object, page: object = {}): Promise<TrialBalance> =>
  (await ledger.ask<{ trialBalance: TrialBalance }>(TRIAL_BALANCE, { ledgerId, at, ...page })).trialBalance;

const errorOf = async (variables: object, actor?: typeof globex) =>
  (await ledger.execute(TRIAL_BALANCE, variables, actor)).errors?.[0]?.extensions;

const totals = ({ currencies }: TrialBalance) =>
  currencies.map(({ currency, debits, credits }) => `${currency} ${debits.amount} ${credits.amount}`);

const parts = ({ accounts }: TrialBalance) =>
  accounts.nodes.map(
    ({ account, debits, credits, balance: held }) =>
      `${account.code} ${debits.amount} ${credits.amount} ${held.amount}`,
  );

async function openBook() {
  const book = await openLedger(ledger);
  const cash = await openAccount(ledger, book, '1000');
  const sales = await openAccount(ledger, book, '4000', { type: 'REVENUE' });
  return { book, cash, sales };
}

describe('a trial balance', () => {
  test('has the sums of every currency, and every account with its balance on its normal side', async () => {
    const { book, cash, sales } = await openBook();
    const usd = { currency: 'USD' };
    const dollars = await openAccount(ledger, book, '1010', usd);
    const dollarSales = await openAccount(ledger, book, '4010', { ...usd, type: 'REVENUE' });
    await openAccount(ledger, book, '9999');
    await post(ledger, book, transfer(cash, sales, '10'));
    await post(ledger, book, transfer(sales, cash, '4'));
    await post(ledger, book, transfer(dollars, dollarSales, '7', 'USD'));
    const seen = await trialBalance(book);
    expect(totals(seen)).toEqual(['EUR 14.00 14.00', 'USD 7.00 7.00']);
    expect(parts(seen)).toEqual([
      '1000 10.00 4.00 6.00',
      '1010 7.00 0.00 7.00',
      '4000 4.00 10.00 6.00',
      '4010 0.00 7.00 7.00',
    ]);
    expect(seen.accounts.totalCount).toBe(4);
  });

  test('of an empty book is empty', async () => {
    const seen = await trialBalance(await openLedger(ledger));
    expect([seen.currencies, seen.accounts.nodes]).toEqual([[], []]);
  });

  test('counts a posting of the future when its time has come', async () => {
    const { book, cash, sales } = await openBook();
    const effectiveAt = inSeconds(3_600);
    await post(ledger, book, transfer(cash, sales, '1'), { effectiveAt });
    const justBefore = formatInstant(instantOf((parseInstant(effectiveAt) ?? 0n) - 1n));
    expect(totals(await trialBalance(book))).toEqual(['EUR 0.00 0.00']);
    expect(totals(await trialBalance(book, { effectiveAt: justBefore }))).toEqual(['EUR 0.00 0.00']);
    expect(totals(await trialBalance(book, { effectiveAt }))).toEqual(['EUR 1.00 1.00']);
  });

  test('does not know what was recorded later: neither postings, nor accounts', async () => {
    const { book, cash, sales } = await openBook();
    await post(ledger, book, transfer(cash, sales, '1'), { effectiveAt: '2024-01-10T00:00:00Z' });
    const seen = await trialBalance(book);
    const later = await openAccount(ledger, book, '1001');
    await post(ledger, book, transfer(later, sales, '5'), { effectiveAt: '2023-01-01T00:00:00Z' });
    expect(await trialBalance(book, seen.asOf)).toEqual(seen);
    expect(totals(await trialBalance(book))).toEqual(['EUR 6.00 6.00']);
    expect(totals(await trialBalance(book, { recordedAt: '1970-01-01T00:00:00Z' }))).toEqual([]);
  });

  test('comes page after page from its point of view, whatever is posted meanwhile', async () => {
    const { book, cash, sales } = await openBook();
    const bank = await openAccount(ledger, book, '2000', { type: 'LIABILITY' });
    await post(ledger, book, transfer(cash, sales, '1'));
    await post(ledger, book, transfer(cash, bank, '2'));
    const first = await trialBalance(book, undefined, { first: 2 });
    await post(ledger, book, transfer(cash, sales, '100'), { effectiveAt: '2024-01-01T00:00:00Z' });
    const { endCursor: after } = first.accounts.pageInfo;
    const second = await trialBalance(book, first.asOf, { first: 2, after });
    expect([...parts(first), ...parts(second)]).toEqual([
      '1000 3.00 0.00 3.00',
      '2000 0.00 2.00 2.00',
      '4000 0.00 1.00 1.00',
    ]);
    expect([first, second].map(({ accounts }) => accounts.pageInfo.hasNextPage)).toEqual([true, false]);
  });

  test('closes a recordedAt later than the last transaction: nothing is recorded before it any more', async () => {
    const { book, cash, sales } = await openBook();
    const recordedAt = formatInstant(systemClock.now());
    const seen = await trialBalance(book, { recordedAt });
    const { transaction } = await post(ledger, book, transfer(cash, sales, '1'));
    expect((transaction?.recordedAt ?? '') > recordedAt).toBe(true);
    expect(await trialBalance(book, seen.asOf)).toEqual(seen);
  });

  test('of the future is refused', async () => {
    const { book } = await openBook();
    expect(await errorOf({ ledgerId: book, at: { recordedAt: inSeconds(60) } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      path: ['at', 'recordedAt'],
    });
  });

  test('of a book that is not there, or is another tenant’s, is not found', async () => {
    const { book } = await openBook();
    expect(await errorOf({ ledgerId: 'ldg_unknown' })).toMatchObject({ code: 'NOT_FOUND' });
    const at = { recordedAt: formatInstant(systemClock.now()) };
    expect(await errorOf({ ledgerId: book, at }, globex)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('needs the scope ledger:read', async () => {
    const writer = actorOf('acme', ['ledger:write']);
    expect(await errorOf({ ledgerId: 'x' }, writer)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each([
    ['of none', { first: 0 }, 'first'],
    ['of 101', { first: 101 }, 'first'],
    ['after a cursor nobody handed out', { after: 'nonsense' }, 'after'],
  ])('refuses a page %s', async (_name, page, field) => {
    const { book } = await openBook();
    expect(await errorOf({ ledgerId: book, ...page })).toMatchObject({
      code: 'BAD_USER_INPUT',
      path: [field],
    });
  });
});

const DAY_S = 86_400;

const posting = fc
  .record({
    from: fc.nat(3),
    to: fc.nat(3),
    minor: fc.integer({ min: 1, max: 2_000 }),
    effectiveInDays: fc.integer({ min: -5, max: 5 }),
  })
  .filter(({ from, to }) => from !== to);

test('whatever is backdated, from every point of view it is zero, and its accounts add up to its totals', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(posting, { minLength: 1, maxLength: 10 }), async (postings) => {
      const book = await openLedger(ledger);
      const accounts: string[] = [];
      for (const [n, type] of ['ASSET', 'LIABILITY', 'EXPENSE', 'EQUITY'].entries()) {
        accounts.push(await openAccount(ledger, book, `a${n}`, { type }));
      }
      const seen: TrialBalance[] = [];
      for (const { from, to, minor, effectiveInDays } of postings) {
        const amount = eur((minor / 100).toFixed(2));
        await post(
          ledger,
          book,
          [
            { accountId: accounts[to], direction: 'DEBIT', amount },
            { accountId: accounts[from], direction: 'CREDIT', amount },
          ],
          { effectiveAt: inSeconds(effectiveInDays * DAY_S) },
        );
        seen.push(await trialBalance(book));
      }
      for (const view of seen) {
        expect(await trialBalance(book, view.asOf)).toEqual(view);
        await isZeroEverywhere(book, accounts, view.asOf.recordedAt);
      }
    }),
    { numRuns: 10 },
  );
}, 120_000);

async function isZeroEverywhere(book: string, accounts: string[], recordedAt: string): Promise<void> {
  for (const days of [-6, -3, 0, 3, 6]) {
    const at = { effectiveAt: inSeconds(days * DAY_S), recordedAt };
    const view = await trialBalance(book, at);
    const [all] = view.currencies;
    expect(all?.debits).toEqual(all?.credits);
    for (const side of ['debits', 'credits'] as const) {
      const sum = view.accounts.nodes.reduce((total, part) => total + minorOf(part[side]), 0);
      expect(sum).toBe(minorOf(all?.[side] ?? { amount: '0' }));
    }
    const first = view.accounts.nodes.find(({ account }) => account.code === 'a0');
    if (first) expect(first.balance.amount).toBe((await balance(ledger, accounts[0] ?? '', at)).posted);
  }
}

const minorOf = ({ amount }: Amount): number => Math.round(Number(amount) * 100);
