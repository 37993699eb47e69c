import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { newId } from 'platform/kernel/ids';
import { moneyOf } from 'platform/kernel/money';
import { ok, refuse } from 'platform/kernel/result';
import type { Direction } from '../account/account.ts';
import { availableOf, type BalanceState, postedOf } from '../account/balance.ts';
import type { BookAccount, OpenBook } from '../book/book.ts';
import { decide, evolve } from './decide.ts';
import type { PostTransaction, RequestedPosting, TransactionId } from './transaction.ts';

const EUR = 'EUR' as CurrencyCode;
const NOW = instantOf(1_000_000n);
const ledgerId = newId('ldg');

const EMPTY: BalanceState = {
  ...{ debits: 0n, credits: 0n, futureDebits: 0n, futureCredits: 0n, pendingDebits: 0n, pendingCredits: 0n },
  ...{ rolledThrough: NOW, nextChangeAt: undefined, version: 0 },
};

function account(normalSide: Direction, floor?: bigint, balance: Partial<BalanceState> = {}): BookAccount {
  const overdraftFloor = floor === undefined ? undefined : moneyOf(floor, EUR);
  return {
    terms: { id: newId('acct'), ledgerId, normalSide, currency: EUR, overdraftFloor },
    status: 'OPEN',
    balance: { ...EMPTY, ...balance },
  };
}

/** A book of these accounts at NOW. */
const given = (...accounts: BookAccount[]): OpenBook => ({
  accounts: new Map(accounts.map((one) => [one.terms.id as string, one])),
  reversals: new Map(),
  holds: new Map(),
  closedThrough: undefined,
  now: NOW,
});

const posting = ({ terms }: BookAccount, direction: Direction, minor: bigint): RequestedPosting => ({
  accountId: terms.id,
  direction,
  amount: ok(moneyOf(minor, EUR)),
});

const when = (postings: RequestedPosting[], more: Partial<PostTransaction> = {}): PostTransaction => ({
  kind: 'postTransaction',
  ...{ transactionId: newId('txn'), ledgerId, postings, effectiveAt: undefined },
  ...{ description: null, reference: null, metadata: null, reverses: null, mayOverride: false, ...more },
});

const move = (debit: BookAccount, credit: BookAccount, minor: bigint, more: Partial<PostTransaction> = {}) =>
  when([posting(debit, 'DEBIT', minor), posting(credit, 'CREDIT', minor)], more);

const typeOf = (result: ReturnType<typeof decide>) => (result.ok ? 'posted' : result.error.type);

describe('a transaction', () => {
  const cash = account('DEBIT');
  const sales = account('CREDIT');

  test('counts from when it is recorded, unless it says when', () => {
    expect(decide(move(cash, sales, 5n), given(cash, sales))).toMatchObject({ value: { effectiveAt: NOW } });
    const effectiveAt = instantOf(7n);
    expect(decide(move(cash, sales, 5n, { effectiveAt }), given(cash, sales))).toMatchObject({
      value: { effectiveAt },
    });
  });

  test('moves the book on, and nothing else does', () => {
    const book = given(cash, sales);
    const decided = decide(move(cash, sales, 5n), book);
    expect(book.accounts.get(cash.terms.id)?.balance).toEqual(EMPTY);
    if (decided.ok) evolve(book, { ...decided.value, recordedAt: NOW });
    expect(postedOf('DEBIT', book.accounts.get(cash.terms.id)?.balance ?? EMPTY)).toBe(5n);
    expect(postedOf('CREDIT', book.accounts.get(sales.terms.id)?.balance ?? EMPTY)).toBe(5n);
  });

  test('of a malformed amount is refused with what is wrong with it', () => {
    const error = { type: 'InvalidAmount', message: 'no', path: ['there'] } as const;
    const postings = [{ ...posting(cash, 'DEBIT', 1n), amount: refuse(error) }, posting(sales, 'CREDIT', 1n)];
    expect(decide(when(postings), given(cash, sales))).toEqual(refuse(error));
  });
});

describe('a floor', () => {
  const cash = account('DEBIT');

  test.each([
    ['lets through what leaves the floor', 0n, 10n, 10n, 'posted'],
    ['stops what goes below it', 0n, 10n, 11n, 'InsufficientFunds'],
    ['below zero is an overdraft', -5n, 0n, 5n, 'posted'],
    ['below zero ends too', -5n, 0n, 6n, 'InsufficientFunds'],
  ] as const)('%s', (_name, floor, has, spends, expected) => {
    const wallet = account('CREDIT', floor, { credits: has });
    expect(typeOf(decide(move(wallet, cash, spends), given(wallet, cash)))).toBe(expected);
  });

  test('is of the whole transaction: what comes in on one line may go out on another', () => {
    const wallet = account('CREDIT', 0n);
    const both = when([posting(wallet, 'DEBIT', 7n), posting(wallet, 'CREDIT', 7n)]);
    expect(typeOf(decide(both, given(wallet)))).toBe('posted');
  });

  test('does not see what only comes in later, and sees at once what goes out later', () => {
    const later = { effectiveAt: instantOf(NOW + 1n) };
    const wallet = account('CREDIT', 0n, { futureCredits: 10n });
    expect(typeOf(decide(move(wallet, cash, 1n), given(wallet, cash)))).toBe('InsufficientFunds');
    const full = account('CREDIT', 0n, { credits: 10n, futureDebits: 10n });
    expect(typeOf(decide(move(full, cash, 1n, later), given(full, cash)))).toBe('InsufficientFunds');
  });
});

describe('whoever may override', () => {
  const override = { mayOverride: true };
  const [cash, empty] = [account('DEBIT'), account('CREDIT', 0n)];
  const [frozen, closed] = [
    { ...account('CREDIT'), status: 'FROZEN' as const },
    { ...account('CREDIT'), status: 'CLOSED' as const },
  ];

  test.each([
    ['a frozen account', 'AccountFrozen', frozen],
    ['a floor', 'InsufficientFunds', empty],
  ])('passes %s, and leaves a mark', (_name, refusal, one) => {
    expect(typeOf(decide(move(one, cash, 1n), given(one, cash)))).toBe(refusal);
    expect(decide(move(one, cash, 1n, override), given(one, cash))).toMatchObject({
      value: { overridden: true },
    });
  });

  test('leaves none where nothing is in the way', () => {
    expect(decide(move(cash, empty, 1n, override), given(cash, empty))).toMatchObject({
      value: { overridden: false },
    });
  });

  test('does not pass a closed account or a closed period', () => {
    expect(typeOf(decide(move(closed, cash, 1n, override), given(closed, cash)))).toBe('AccountClosed');
    const book = { ...given(frozen, cash), closedThrough: NOW };
    expect(typeOf(decide(move(frozen, cash, 1n, override), book))).toBe('PeriodClosed');
  });
});

test('a period that is closed ends with its instant', () => {
  const [a, b] = [account('DEBIT'), account('CREDIT')];
  const at = (micros: bigint) => {
    const asked = move(a, b, 1n, { effectiveAt: instantOf(micros) });
    return typeOf(decide(asked, { ...given(a, b), closedThrough: instantOf(7n) }));
  };
  expect([at(6n), at(7n), at(8n)]).toEqual(['PeriodClosed', 'PeriodClosed', 'posted']);
});

test('what was reversed is not reversed again, and the answer says by what', () => {
  const [a, b] = [account('DEBIT'), account('CREDIT')];
  const reversed = newId('txn');
  const book = given(a, b);
  const first = decide(move(a, b, 1n, { reverses: reversed }), book);
  if (first.ok) evolve(book, { ...first.value, recordedAt: NOW });
  const by = (first.ok ? first.value.transactionId : '') as TransactionId;
  expect(decide(move(a, b, 1n, { reverses: reversed }), book)).toMatchObject({
    error: { type: 'AlreadyReversed', by },
  });
});

test('law: whatever is asked in whatever order, every floor holds and the book sums to zero', () => {
  const asked = fc.array(
    fc.record({
      debit: fc.nat(3),
      credit: fc.nat(3),
      minor: fc.bigInt({ min: 1n, max: 50n }),
      at: fc.bigInt({ min: -3n, max: 3n }),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(asked, (requests) => {
      const accounts = [
        account('DEBIT'),
        account('DEBIT', 0n),
        account('CREDIT', 0n),
        account('CREDIT', -20n),
      ];
      const book = given(...accounts);
      for (const { debit, credit, minor, at } of requests) {
        const [from, to] = [accounts[credit] as BookAccount, accounts[debit] as BookAccount];
        const decided = decide(move(to, from, minor, { effectiveAt: instantOf(NOW + at) }), book);
        if (decided.ok) evolve(book, { ...decided.value, recordedAt: NOW });
      }
      const all = [...book.accounts.values()];
      for (const { terms, balance } of all) {
        const floor = terms.overdraftFloor?.minor;
        if (floor !== undefined) expect(availableOf(terms.normalSide, balance)).toBeGreaterThanOrEqual(floor);
      }
      const total = all.reduce(
        (sum, { balance }) =>
          sum + balance.debits + balance.futureDebits - balance.credits - balance.futureCredits,
        0n,
      );
      expect(total).toBe(0n);
    }),
  );
});
