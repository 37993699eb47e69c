import { formatInstant, type Instant } from 'platform/kernel/clock';
import { formatAmount, type Money } from 'platform/kernel/money';
import type { Refusal } from 'platform/kernel/refusal';
import type { HoldState } from './hold.ts';

export type HoldExpired = Refusal<'HoldExpired'> & { readonly expiredAt: Instant };
export type HoldAlreadySettled = Refusal<'HoldAlreadySettled'> & {
  readonly settledAs: 'CAPTURED' | 'RELEASED';
};
export type HoldAmountExceeded = Refusal<'HoldAmountExceeded'> & { readonly remaining: Money };

export const holdExpired = (expiredAt: Instant, path: readonly string[]): HoldExpired => ({
  type: 'HoldExpired',
  message: `From ${formatInstant(expiredAt)} on the hold promises nothing.`,
  path,
  expiredAt,
});

export const holdAlreadySettled = ({ as }: NonNullable<HoldState['settled']>): HoldAlreadySettled => ({
  type: 'HoldAlreadySettled',
  message: `The hold is ${as.toLowerCase()} already.`,
  path: ['input', 'holdId'],
  settledAs: as,
});

export const holdAmountExceeded = (remaining: Money): HoldAmountExceeded => ({
  type: 'HoldAmountExceeded',
  message: `Of the hold remain ${formatAmount(remaining)} ${remaining.currency}.`,
  path: ['input', 'amount'],
  remaining,
});
