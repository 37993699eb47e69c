import { at, daysIn, within } from './calendar.ts';
import { type Entry, sumOn } from './entry.ts';

/** Cash is brought to the bank in full tens. */
const TEN_EUROS = 10_00;

/** Cash that is carried somewhere. */
export interface Carried {
  readonly cents: number;
  readonly effectiveAt: string;
}

/** What is done with the cash that a month takes. */
export interface CashOfMonth {
  /** From the till to the safe, every week. */
  readonly toSafe: readonly Carried[];
  /** From the safe to the bank, on the last day. */
  readonly toBank: Carried;
}

export function cashOf(month: number, entries: readonly Entry[]): CashOfMonth {
  const toSafe = [7, 14, 21, daysIn(month)].map((day, week) => ({
    cents: sumOn('1040', within(entries, at(month, week * 7 + 1, 0), at(month, day + 1, 0))),
    effectiveAt: at(month, day, 20),
  }));
  const cents = toSafe.reduce((sum, carried) => sum + carried.cents, 0);
  return {
    toSafe: toSafe.filter((carried) => carried.cents > 0),
    toBank: { cents: cents - (cents % TEN_EUROS), effectiveAt: at(month, daysIn(month), 21) },
  };
}
