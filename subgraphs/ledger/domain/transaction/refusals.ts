import { formatInstant, type Instant } from 'platform/kernel/clock';
import type { Money } from 'platform/kernel/money';
import type { Refusal } from 'platform/kernel/refusal';

export type UnknownLedger = Refusal<'UnknownLedger'>;
export type UnknownAccount = Refusal<'UnknownAccount'> & { readonly accountId: string };
export type InvalidAmount = Refusal<'InvalidAmount'>;
export type UnbalancedTransaction = Refusal<'UnbalancedTransaction'> & {
  readonly currency: string;
  readonly difference: Money;
};
export type CurrencyMismatch = Refusal<'CurrencyMismatch'> & {
  readonly expected: string;
  readonly actual: string;
};
export type PeriodClosed = Refusal<'PeriodClosed'> & { readonly closedThrough: Instant };
export type AccountClosed = Refusal<'AccountClosed'> & { readonly accountId: string };
export type AccountFrozen = Refusal<'AccountFrozen'> & { readonly accountId: string };
export type InsufficientFunds = Refusal<'InsufficientFunds'> & {
  readonly accountId: string;
  readonly available: Money;
  readonly requested: Money;
};
export type AlreadyReversed = Refusal<'AlreadyReversed'> & { readonly by: string };

/**
 * Why a transaction is not recorded, in the order of precedence: of several that apply, the first in this list is
 * the answer. `IdempotencyConflict` comes before all of them.
 */
export type TransactionRefusal =
  | UnknownLedger
  | UnknownAccount
  | InvalidAmount
  | UnbalancedTransaction
  | CurrencyMismatch
  | PeriodClosed
  | AccountClosed
  | AccountFrozen
  | InsufficientFunds
  | AlreadyReversed;

export const unknownLedger: UnknownLedger = {
  type: 'UnknownLedger',
  message: 'There is no such ledger.',
  path: ['input', 'ledgerId'],
};

export const unknownAccount = (accountId: string, path: readonly string[]): UnknownAccount => ({
  type: 'UnknownAccount',
  message: 'There is no such account in this ledger.',
  path,
  accountId,
});

export const currencyMismatch = (
  expected: string,
  actual: string,
  path: readonly string[],
): CurrencyMismatch => ({
  type: 'CurrencyMismatch',
  message: `The account is kept in ${expected}, not in ${actual}.`,
  path,
  expected,
  actual,
});

export const periodClosed = (closedThrough: Instant, path: readonly string[]): PeriodClosed => ({
  type: 'PeriodClosed',
  message: `The ledger is closed through ${formatInstant(closedThrough)}.`,
  path,
  closedThrough,
});

export const accountClosed = (accountId: string, path: readonly string[]): AccountClosed => ({
  type: 'AccountClosed',
  message: 'The account is closed.',
  path,
  accountId,
});

export const accountFrozen = (accountId: string, path: readonly string[]): AccountFrozen => ({
  type: 'AccountFrozen',
  message: 'The account is frozen.',
  path,
  accountId,
});
