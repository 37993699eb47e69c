import type { Instant } from 'platform/kernel/clock';
import type { Money } from 'platform/kernel/money';
import type { Result } from 'platform/kernel/result';
import type { CashCount } from '../cash/cashCount.ts';
import type { HoldState } from '../hold/hold.ts';
import type { HoldAlreadySettled, HoldAmountExceeded, HoldExpired } from '../hold/refusals.ts';
import type { TransactionRefusal } from '../transaction/refusals.ts';
import type { RecordedTransaction, TransactionId } from '../transaction/transaction.ts';

/** What a command came to: recorded together, at instants of the book's clock. */
export interface Entry {
  readonly transactions: readonly RecordedTransaction[];
  readonly holds: readonly HoldChange[];
  readonly counts: readonly CashCount[];
}

/** A step of a hold, and the hold as it stands after it. */
export interface HoldChange {
  readonly step: 'placed' | 'captured' | 'released';
  readonly hold: HoldState;
  /** What was placed, captured or released by it. */
  readonly amount: Money;
  /** By how much more is promised, in minor units: less when negative. */
  readonly pending: bigint;
  /** It would have been refused to anybody who may not override. */
  readonly overridden: boolean;
  /** What the capture posted. */
  readonly transactionId: TransactionId | undefined;
  readonly recordedAt: Instant;
}

/** All that a command may be refused for; which comes first is said by each decider. */
export type BookRefusal = TransactionRefusal | HoldExpired | HoldAlreadySettled | HoldAmountExceeded;

/** How many instants of the book's clock it takes: a refusal has one too. */
export const instantsOf = (decided: Result<Entry, BookRefusal>): bigint =>
  BigInt(decided.ok ? Math.max(1, decided.value.transactions.length) : 1);
