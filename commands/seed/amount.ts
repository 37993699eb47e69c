import type { MoneyInput } from '@client/typescript/documents';

/** Hundredths as the API takes them: 1234 EUR is "12.34". */
export const amountOf = (cents: number, currency: string): MoneyInput => ({
  amount: (cents / 100).toFixed(2),
  currency,
});
