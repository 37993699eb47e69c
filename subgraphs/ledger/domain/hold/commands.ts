import type { Instant } from 'platform/kernel/clock';
import type { Money } from 'platform/kernel/money';
import type { Result } from 'platform/kernel/result';
import type { LedgerId } from '../account/account.ts';
import type { InvalidAmount } from '../transaction/refusals.ts';
import type { TransactionId } from '../transaction/transaction.ts';
import type { HoldId, HoldTerms } from './hold.ts';

/** Promises money from `creditAccountId` to `debitAccountId`. The hold's id is made by whoever asks. */
export interface PlaceHold {
  readonly kind: 'placeHold';
  readonly holdId: HoldId;
  readonly ledgerId: LedgerId;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  /** Greater than zero, or why it is not an amount. */
  readonly amount: Result<Money, InvalidAmount>;
  readonly expiresAt: Instant;
  readonly description: string | null;
  readonly reference: string | null;
  /** Whoever asks may hold on a frozen account, and below a floor. */
  readonly mayOverride: boolean;
}

/** Posts some or all of what a hold promises. */
export interface CaptureHold {
  readonly kind: 'captureHold';
  readonly ledgerId: LedgerId;
  readonly terms: HoldTerms;
  readonly transactionId: TransactionId;
  /** None: all that remains. */
  readonly amount: Result<Money, InvalidAmount> | undefined;
  /** What remains after it is released. */
  readonly final: boolean;
  /** Whoever asks may post to a frozen account. */
  readonly mayOverride: boolean;
}

/** Gives back what remains of a hold. */
export interface ReleaseHold {
  readonly kind: 'releaseHold';
  readonly ledgerId: LedgerId;
  readonly terms: HoldTerms;
}

export const DEFAULT_HOLD_DAYS = 7;
