import { createRandom } from '../random.ts';
import { at, BEGINNING, endOf, inMonth, MONTHS, nameOf } from './calendar.ts';
import { type CashOfMonth, cashOf } from './cash.ts';
import { consequences } from './consequences.ts';
import { type Correction, corrections } from './corrections.ts';
import { runningCosts } from './costs.ts';
import { type DollarRate, type DollarSale, dollarRate, dollarSale } from './dollars.ts';
import { type Entry, line } from './entry.ts';
import { sales } from './sales.ts';

/** What a year has besides sales and their payments, about. */
const OTHER_ENTRIES = 400;
/** A sale and, in some cases, its payment. */
const ENTRIES_PER_SALE = 1.3;

export interface MonthOfBusiness {
  readonly name: string;
  /** In the order in which it happened. */
  readonly entries: readonly Entry[];
  readonly cash: CashOfMonth;
  readonly dollarRate: DollarRate;
  readonly dollarSale: DollarSale | undefined;
  /** Found when the month was reviewed, and recorded after all of it. */
  readonly corrections: readonly Correction[];
  /** The month is closed through this instant; December is still open. */
  readonly closedThrough: string | undefined;
}

const OPENING: Entry = {
  ...{ reference: 'opening', effectiveAt: BEGINNING, description: 'Opening balances' },
  lines: [
    line('1010', 80_000_00),
    line('1200', 12_000_00),
    line('1510', 48_000_00),
    line('3000', -140_000_00),
    line('1020', 5_000_00),
    line('3010', -5_000_00),
  ],
};

/** For the orders that are open at the end of the year. */
const PAID_IN_ADVANCE: Entry = {
  ...{ reference: 'paid-in-advance', effectiveAt: at(12, 30), description: 'Orders paid in advance' },
  lines: [line('1010', 5_000_00), line('2300', -5_000_00)],
};

/** A year of the company with about that many transactions, month by month; the same number, the same year. */
export function yearOf(transactions: number): MonthOfBusiness[] {
  const salesPerMonth = Math.max(5, Math.round((transactions - OTHER_ENTRIES) / ENTRIES_PER_SALE / 12));
  const random = createRandom(transactions);
  const trade = MONTHS.flatMap((month) => [
    ...sales(month, salesPerMonth, random),
    ...runningCosts(month, random),
  ]);
  const all = [OPENING, ...trade, ...consequences(trade), PAID_IN_ADVANCE].sort(byTime);
  return MONTHS.map((month) => monthOf(month, inMonth(all, month)));
}

const byTime = (a: Entry, b: Entry): number => a.effectiveAt.localeCompare(b.effectiveAt);

const monthOf = (month: number, entries: readonly Entry[]): MonthOfBusiness => ({
  name: nameOf(month),
  entries,
  cash: cashOf(month, entries),
  dollarRate: dollarRate(month),
  dollarSale: dollarSale(month, entries),
  corrections: corrections(month, entries),
  closedThrough: month < 12 ? endOf(month) : undefined,
});
