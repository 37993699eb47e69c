import type { Refusal } from 'platform/kernel/refusal';

export type SameCurrency = Refusal<'SameCurrency'> & { readonly currency: string };
export type RateUnavailable = Refusal<'RateUnavailable'> & {
  readonly base: string;
  readonly quote: string;
};

export const sameCurrency = (currency: string, path: readonly string[]): SameCurrency => ({
  type: 'SameCurrency',
  message: `${currency} is not exchanged for itself.`,
  path,
  currency,
});

export const rateUnavailable = (base: string, quote: string): RateUnavailable => ({
  type: 'RateUnavailable',
  message: `No rate of ${base} in ${quote} is in effect then, in either direction.`,
  path: ['input', 'rate'],
  base,
  quote,
});
