import type { Instant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { Direction } from '../../domain/account/account.ts';
import { availableOf, type BalanceSums, postedOf } from '../../domain/account/balance.ts';

/** Effective by `effectiveAt`, as known at `recordedAt`. */
export interface AsOf {
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
}

/** The point of view asked for; what is absent is now, or the last recorded instant of the book. */
export interface PointOfView {
  readonly effectiveAt?: Instant | null;
  readonly recordedAt?: Instant | null;
}

/** What an account held, on its normal side. */
export interface Balance {
  readonly posted: Money;
  readonly available: Money;
  readonly debits: Money;
  readonly credits: Money;
  readonly pendingDebits: Money;
  readonly pendingCredits: Money;
  readonly asOf: AsOf;
}

export function balanceOf(
  normalSide: Direction,
  currency: CurrencyCode,
  sums: BalanceSums,
  asOf: AsOf,
): Balance {
  const money = (minor: bigint): Money => moneyOf(minor, currency);
  return {
    posted: money(postedOf(normalSide, sums)),
    available: money(availableOf(normalSide, sums)),
    debits: money(sums.debits),
    credits: money(sums.credits),
    pendingDebits: money(sums.pendingDebits),
    pendingCredits: money(sums.pendingCredits),
    asOf,
  };
}
