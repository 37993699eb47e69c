import type { Instant } from 'platform/kernel/clock';
import type { Id } from 'platform/kernel/ids';
import type { AccountId, LedgerId } from '../account/account.ts';

export type ReconciliationId = Id<'rec'>;

export const MAX_LINES = 1_000;
export const MAX_EXTERNAL_ID_LENGTH = 200;
export const DEFAULT_DATE_WINDOW_DAYS = 3;
export const MAX_DATE_WINDOW_DAYS = 31;
/** Postings that one import looks at. */
export const MAX_POSTINGS_COMPARED = 200_000;

/** What a statement from outside says moved on the account. */
export interface ExternalLine {
  /** Its place in the statement, from 1. */
  readonly number: number;
  readonly reference: string | null;
  /** Minor units by which the account grew on its normal side; never zero. */
  readonly minor: bigint;
  readonly date: Instant;
  readonly description: string | null;
  /** The bank's own id of the line. */
  readonly externalId: string | null;
}

/** A posting among those of its account, of which no two have the same place. */
export interface PostingPlace {
  readonly recordedAt: Instant;
  readonly n: number;
}

/** A posting that a line may be about. */
export interface ComparedPosting extends PostingPlace {
  readonly effectiveAt: Instant;
  /** Of its transaction; null also for one that no line has. */
  readonly reference: string | null;
  /** Minor units by which the account grew on its normal side. */
  readonly minor: bigint;
  /** A line of an earlier statement was matched with it. */
  readonly taken: boolean;
}

export type MatchRule = 'REFERENCE_AND_AMOUNT' | 'AMOUNT_AND_DATE';

export interface Match {
  readonly lineNumber: number;
  readonly posting: PostingPlace;
  readonly rule: MatchRule;
}

export type BreakReason =
  | 'OPENING_BALANCE_DIFFERS'
  | 'BALANCE_DIFFERS'
  | 'DUPLICATE_LINE'
  | 'AMOUNT_DIFFERS'
  | 'DATE_OUTSIDE_WINDOW'
  | 'MISSING_IN_LEDGER'
  | 'MISSING_IN_STATEMENT';

/** Where statement and book are not of one mind, and why. */
export interface Break {
  readonly reason: BreakReason;
  readonly lineNumber?: number;
  readonly posting?: PostingPlace;
  /** Minor units: what the statement says less what the book says. */
  readonly difference: bigint;
}

export type ReconciliationStatus = 'MATCHED' | 'BREAKS';

/** One statement of an account, compared with the book as it was known at `knownAt`. */
export interface Reconciliation {
  readonly id: ReconciliationId;
  readonly ledgerId: LedgerId;
  readonly accountId: AccountId;
  readonly recordedAt: Instant;
  /** The statement's window: [from, to). */
  readonly from: Instant;
  readonly to: Instant;
  readonly dateWindowDays: number;
  readonly knownAt: Instant;
  readonly openingBalance: bigint | null;
  readonly closingBalance: bigint | null;
  readonly lineCount: number;
  readonly matchedCount: number;
  readonly breakCount: number;
}

export const statusOf = ({ breakCount }: Pick<Reconciliation, 'breakCount'>): ReconciliationStatus =>
  breakCount === 0 ? 'MATCHED' : 'BREAKS';

/** One statement of an account is compared at a time: the advisory lock by this name is held until it commits. */
export const reconciliationLockName = (tenantId: string, accountId: string): string =>
  `reconciliation/${tenantId}/${accountId}`;
