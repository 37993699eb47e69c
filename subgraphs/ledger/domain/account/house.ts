import type { CurrencyCode } from 'platform/kernel/currencies';
import type { AccountType } from './account.ts';

/** An account that a book needs for its own affairs, one for each currency: opened on first use, known by its code. */
export interface HouseAccount {
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly currency: CurrencyCode;
}

/** Through which the currency balances in exchanges: the book's open position in it. */
export const fxClearing = (currency: CurrencyCode): HouseAccount => ({
  code: `fx-clearing.${currency}`,
  name: `FX clearing ${currency}`,
  type: 'ASSET',
  currency,
});

/** What exchanges keep back. */
export const fxSpread = (currency: CurrencyCode): HouseAccount => ({
  code: `fx-spread.${currency}`,
  name: `FX spread ${currency}`,
  type: 'REVENUE',
  currency,
});

/** What counts of cash have found missing, less what they have found too much. */
export const overShort = (currency: CurrencyCode): HouseAccount => ({
  code: `cash-over-short.${currency}`,
  name: `Cash over and short ${currency}`,
  type: 'EXPENSE',
  currency,
});

/** Whether an account that has the code can be the house's. */
export const isHouseAccount = (
  account: { readonly type: AccountType; readonly currency: CurrencyCode },
  { type, currency }: HouseAccount,
): boolean => account.type === type && account.currency === currency;
