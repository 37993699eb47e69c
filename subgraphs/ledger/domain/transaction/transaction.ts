import type { Instant } from 'platform/kernel/clock';
import type { Id } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import type { Money } from 'platform/kernel/money';
import type { Result } from 'platform/kernel/result';
import type { AccountId, Direction, LedgerId } from '../account/account.ts';
import type { Exchange } from '../fx/exchange.ts';
import type { HoldId } from '../hold/hold.ts';
import type { InvalidAmount } from './refusals.ts';

export type TransactionId = Id<'txn'>;

export const MIN_POSTINGS = 2;
export const MAX_POSTINGS = 200;
/** Of one call. */
export const MAX_BATCH_TRANSACTIONS = 1_000;
export const MAX_BATCH_POSTINGS = 10_000;
export const MAX_DESCRIPTION_LENGTH = 1_000;
export const MAX_REFERENCE_LENGTH = 200;

/** What may be effective: from 1970 to 100 years ahead. */
export const isEffectiveTime = (at: Instant, now: Instant): boolean => at >= 0n && at < now + HUNDRED_YEARS;

const HUNDRED_YEARS = 36_525n * 86_400n * 1_000_000n;

/** A posting as asked for: the amount may be at fault, and the account may not exist. */
export interface RequestedPosting {
  readonly accountId: string;
  readonly direction: Direction;
  /** Greater than zero, or why it is not an amount. */
  readonly amount: Result<Money, InvalidAmount>;
}

export interface Posting {
  readonly accountId: AccountId;
  readonly direction: Direction;
  /** Greater than zero. */
  readonly amount: Money;
}

/** What is asked of the book. The transaction's id is made by whoever asks. */
export interface PostTransaction {
  readonly kind: 'postTransaction';
  readonly transactionId: TransactionId;
  readonly ledgerId: LedgerId;
  readonly postings: readonly RequestedPosting[];
  /** Default: when it is recorded. */
  readonly effectiveAt: Instant | undefined;
  readonly description: string | null;
  readonly reference: string | null;
  readonly metadata: JsonObject | null;
  /** The transaction that this one reverses. */
  readonly reverses: TransactionId | null;
  /** At what it exchanges one currency for another, if it does. */
  readonly exchange?: Exchange;
  /** Whoever asks may post to a frozen account, and below a floor. */
  readonly mayOverride: boolean;
}

/** What of a transaction the caller says whose postings follow from something else. */
export type Particulars = Pick<
  PostTransaction,
  'transactionId' | 'effectiveAt' | 'description' | 'reference' | 'metadata'
>;

export interface PostedTransaction
  extends Omit<PostTransaction, 'kind' | 'postings' | 'effectiveAt' | 'mayOverride'> {
  readonly postings: readonly Posting[];
  readonly effectiveAt: Instant;
  /** The hold that it captures. */
  readonly holdId: HoldId | null;
  /** It would have been refused to anybody who may not override. */
  readonly overridden: boolean;
}

/** A transaction as the book holds it. */
export interface RecordedTransaction extends PostedTransaction {
  readonly recordedAt: Instant;
}
