import type { Instant } from 'platform/kernel/clock';
import type { Direction } from './account.ts';

/**
 * An account's locked balance row, in minor units: the state that postings are decided on. `debits` and `credits`
 * are effective by `rolledThrough`; what is recorded but effective later stands apart and counts by the clock, without
 * a job: whoever passes `nextChangeAt` rolls the row forward.
 */
export interface BalanceState {
  readonly debits: bigint;
  readonly credits: bigint;
  readonly futureDebits: bigint;
  readonly futureCredits: bigint;
  /** Outgoing amounts promised by holds, on either side. */
  readonly pendingDebits: bigint;
  readonly pendingCredits: bigint;
  readonly rolledThrough: Instant;
  readonly nextChangeAt: Instant | undefined;
  /** Counts the batches that changed it. */
  readonly version: number;
}

/** Recorded before, for an instant that was then in the future. */
export interface FutureChange {
  readonly effectiveAt: Instant;
  /** Begin to count. */
  readonly debits: bigint;
  readonly credits: bigint;
  /** Are promised no longer: a hold expires. */
  readonly pendingDebits: bigint;
  readonly pendingCredits: bigint;
}

/** What a balance is added up from. */
export type BalanceSums = Omit<BalanceState, 'rolledThrough' | 'nextChangeAt' | 'version'>;

/** On the normal side, effective by now. */
export const postedOf = (
  normalSide: Direction,
  { debits, credits }: Pick<BalanceSums, 'debits' | 'credits'>,
): bigint => (normalSide === 'DEBIT' ? debits - credits : credits - debits);

/** Debits less credits when all that is recorded has begun to count. */
export const finallyPosted = (balance: BalanceSums): bigint =>
  balance.debits + balance.futureDebits - balance.credits - balance.futureCredits;

/** What may be spent now: nothing that only comes in later, less all that goes out at any time or is on hold. */
export const availableOf = (normalSide: Direction, balance: BalanceSums): bigint =>
  normalSide === 'DEBIT'
    ? balance.debits - balance.credits - balance.futureCredits - balance.pendingCredits
    : balance.credits - balance.debits - balance.futureDebits - balance.pendingDebits;

/** Adds one posting that is recorded at `now`, to which the row has been rolled. */
export function applyPosting(
  balance: BalanceState,
  posting: { readonly direction: Direction; readonly minor: bigint },
  effectiveAt: Instant,
  now: Instant,
): BalanceState {
  const debit = posting.direction === 'DEBIT' ? posting.minor : 0n;
  const credit = posting.direction === 'CREDIT' ? posting.minor : 0n;
  if (effectiveAt <= now) {
    return { ...balance, debits: balance.debits + debit, credits: balance.credits + credit };
  }
  return {
    ...balance,
    futureDebits: balance.futureDebits + debit,
    futureCredits: balance.futureCredits + credit,
    nextChangeAt: earlier(balance.nextChangeAt, effectiveAt),
  };
}

/** Promises more on one side, or less when `minor` is negative, until `expiresAt`. */
export function applyPending(
  balance: BalanceState,
  { direction, minor }: { readonly direction: Direction; readonly minor: bigint },
  expiresAt: Instant,
): BalanceState {
  return {
    ...balance,
    pendingDebits: balance.pendingDebits + (direction === 'DEBIT' ? minor : 0n),
    pendingCredits: balance.pendingCredits + (direction === 'CREDIT' ? minor : 0n),
    nextChangeAt: earlier(balance.nextChangeAt, expiresAt),
  };
}

/**
 * Lets the clock pass: of `changes`, those effective by `now` begin to count, or end. They are all of these that the row has
 * not counted, and at least the first one after them.
 */
export function rollForward(
  balance: BalanceState,
  changes: readonly FutureChange[],
  now: Instant,
): BalanceState {
  const due = changes.filter((change) => change.effectiveAt <= now);
  const ahead = changes.filter((change) => change.effectiveAt > now);
  const debits = sum(due.map((change) => change.debits));
  const credits = sum(due.map((change) => change.credits));
  return {
    ...balance,
    debits: balance.debits + debits,
    credits: balance.credits + credits,
    futureDebits: balance.futureDebits - debits,
    futureCredits: balance.futureCredits - credits,
    pendingDebits: balance.pendingDebits - sum(due.map((change) => change.pendingDebits)),
    pendingCredits: balance.pendingCredits - sum(due.map((change) => change.pendingCredits)),
    rolledThrough: now,
    nextChangeAt: ahead.map((change) => change.effectiveAt).reduce(earlier, undefined),
  };
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

const earlier = (a: Instant | undefined, b: Instant): Instant => (a === undefined || b < a ? b : a);
