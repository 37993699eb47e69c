import type { Instant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { Id } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import type { Money } from 'platform/kernel/money';

export type LedgerId = Id<'ldg'>;
export type AccountId = Id<'acct'>;

export type AccountType = 'ASSET' | 'LIABILITY' | 'EQUITY' | 'REVENUE' | 'EXPENSE';
export type AccountStatus = 'OPEN' | 'FROZEN' | 'CLOSED';
export type Direction = 'DEBIT' | 'CREDIT';

/** What the rules need to know of an account. */
export interface AccountTerms {
  readonly id: AccountId;
  readonly ledgerId: LedgerId;
  readonly normalSide: Direction;
  readonly currency: CurrencyCode;
  /** Its available balance never goes below it; none: unlimited. */
  readonly overdraftFloor: Money | undefined;
}

/** Assets and expenses grow on the debit side, the others on the credit side. */
export const normalSideOf = (type: AccountType): Direction =>
  type === 'ASSET' || type === 'EXPENSE' ? 'DEBIT' : 'CREDIT';

export const opposite = (direction: Direction): Direction => (direction === 'DEBIT' ? 'CREDIT' : 'DEBIT');

/** An account as it stands, without its balance. */
export interface Account extends AccountTerms {
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly status: AccountStatus;
  readonly parentId: AccountId | undefined;
  readonly metadata: JsonObject | null;
  readonly openedAt: Instant;
}
