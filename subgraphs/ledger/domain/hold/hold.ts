import type { Instant } from 'platform/kernel/clock';
import type { Id } from 'platform/kernel/ids';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { AccountId, LedgerId } from '../account/account.ts';

export type HoldId = Id<'hold'>;

/** How a hold stands. Nothing happens when it expires: the clock passes. */
export type HoldStatus = 'HELD' | 'CAPTURED' | 'RELEASED' | 'EXPIRED';

/** What never changes: money promised from one account to another until some instant. */
export interface HoldTerms {
  readonly id: HoldId;
  readonly ledgerId: LedgerId;
  readonly debitAccountId: AccountId;
  readonly creditAccountId: AccountId;
  readonly amount: Money;
  readonly placedAt: Instant;
  /** The first instant at which it holds nothing any more. */
  readonly expiresAt: Instant;
  readonly description: string | null;
  readonly reference: string | null;
}

export interface HoldState extends HoldTerms {
  /** Minor units. */
  readonly captured: bigint;
  readonly settled: { readonly as: 'CAPTURED' | 'RELEASED'; readonly at: Instant } | undefined;
  /** Of its stream. */
  readonly version: number;
}

export const statusOf = ({ settled, expiresAt }: HoldState, now: Instant): HoldStatus =>
  settled?.as ?? (expiresAt <= now ? 'EXPIRED' : 'HELD');

export const capturedOf = ({ captured, amount }: HoldState): Money => moneyOf(captured, amount.currency);

/** What is still promised: nothing once it is settled or expired. */
export const remainingOf = (hold: HoldState, now: Instant): Money => {
  const { amount, captured } = hold;
  return moneyOf(statusOf(hold, now) === 'HELD' ? amount.minor - captured : 0n, amount.currency);
};
