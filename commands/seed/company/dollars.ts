import { at, daysIn } from './calendar.ts';
import { type Entry, sumOn } from './entry.ts';

/** What a dollar cost in euros at the beginning of each month. */
const RATES = [
  ...['0.9657', '0.9601', '0.9246', '0.9020', '0.8866', '0.8679'],
  ...['0.8562', '0.8591', '0.8513', '0.8573', '0.8661', '0.8514'],
] as const;
const KEPT = 0.2;

/** Dollars that are sold for euros at the month's rate. */
export interface DollarSale {
  readonly cents: number;
  readonly effectiveAt: string;
}

export interface DollarRate {
  readonly rate: string;
  readonly effectiveAt: string;
}

export const dollarRate = (month: number): DollarRate => ({
  rate: RATES[month - 1] as string,
  effectiveAt: at(month, 1, 0),
});

/** On its last day, most of the dollars that came in during a month; none when none did. */
export function dollarSale(month: number, entries: readonly Entry[]): DollarSale | undefined {
  const cents = Math.round(sumOn('1020', entries) * (1 - KEPT));
  return cents > 0 ? { cents, effectiveAt: at(month, daysIn(month), 15) } : undefined;
}
