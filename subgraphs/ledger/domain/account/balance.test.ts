import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, instantOf } from 'platform/kernel/clock';
import { applyPosting, type BalanceState, type FutureChange, postedOf, rollForward } from './balance.ts';

const at = (micros: number): Instant => instantOf(BigInt(micros));

const EMPTY: BalanceState = {
  ...{ debits: 0n, credits: 0n, futureDebits: 0n, futureCredits: 0n, pendingDebits: 0n, pendingCredits: 0n },
  ...{ rolledThrough: at(0), nextChangeAt: undefined, version: 0 },
};

const NOTHING = { debits: 0n, credits: 0n, pendingDebits: 0n, pendingCredits: 0n };

test('a posting in the future stands apart, and the next change is the earliest of them', () => {
  const later = applyPosting(EMPTY, { direction: 'DEBIT', minor: 5n }, at(20), at(1));
  const both = applyPosting(later, { direction: 'DEBIT', minor: 7n }, at(10), at(1));
  expect(both).toMatchObject({ debits: 0n, futureDebits: 12n, nextChangeAt: at(10) });
});

test('rolling forward lets what is due begin to count, at its very instant', () => {
  const ahead = { ...EMPTY, futureDebits: 12n, nextChangeAt: at(10) };
  const changes: FutureChange[] = [
    { ...NOTHING, effectiveAt: at(10), debits: 7n },
    { ...NOTHING, effectiveAt: at(20), debits: 5n },
  ];
  expect(rollForward(ahead, changes, at(9))).toMatchObject({ debits: 0n, nextChangeAt: at(10) });
  expect(rollForward(ahead, changes, at(10))).toMatchObject({
    debits: 7n,
    futureDebits: 5n,
    nextChangeAt: at(20),
  });
  expect(rollForward(ahead, changes, at(20))).toMatchObject({
    debits: 12n,
    futureDebits: 0n,
    nextChangeAt: undefined,
  });
});

test('law: rolling forward in any steps gives what is effective by then', () => {
  const posting = fc.record({ minor: fc.bigInt({ min: 1n, max: 9n }), effectiveAt: fc.nat(50) });
  fc.assert(
    fc.property(fc.array(posting), fc.array(fc.nat(60)), (postings, stops) => {
      let balance = EMPTY;
      let ahead: FutureChange[] = [];
      for (const { minor, effectiveAt } of postings) {
        balance = applyPosting(balance, { direction: 'DEBIT', minor }, at(effectiveAt), at(0));
        if (effectiveAt > 0) ahead.push({ ...NOTHING, effectiveAt: at(effectiveAt), debits: minor });
      }
      for (const stop of [...stops].sort((a, b) => a - b)) {
        balance = rollForward(balance, ahead, at(stop));
        ahead = ahead.filter((change) => change.effectiveAt > stop);
        const due = postings.filter(({ effectiveAt }) => effectiveAt <= stop);
        expect(postedOf('DEBIT', balance)).toBe(due.reduce((sum, { minor }) => sum + minor, 0n));
      }
    }),
  );
});
