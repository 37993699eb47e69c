import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { type CalendarPolicy, nextStart, periodStart } from 'platform/limiter/calendarQuota';

/** When consecutive periods begin, in milliseconds since 1970. */
export type Periods = readonly number[];

/** Calendars that are remembered. */
const MAX_CALENDARS = 1_000;
/** More periods than can have gone by: days since 1970, for a century. */
const MAX_PERIODS = 36_525;

/**
 * Stores know no calendars: they are told when periods begin. By our own clock at first; when the store's is outside of
 * them, or what it keeps is of an older period, it says so, and is asked again with periods that fit.
 */
export interface PeriodTables {
  /** The periods that are thought to be right now: the one before, the present one, and two more. */
  tableOf(policy: CalendarPolicy): Periods;
  /** Those that fit the store's clock and what it keeps, if that is of a period that began at `fromMs`. */
  tableFor(policy: CalendarPolicy, storeMs: number, fromMs: number | undefined): Periods;
}

export function createPeriodTables(nowMs: () => number = Date.now): PeriodTables {
  const tables = createBoundedCache<string, Periods>(MAX_CALENDARS);
  const remember = (policy: CalendarPolicy, atMs: number): Periods => {
    const table = around(policy, atMs);
    tables.set(nameOf(policy), table);
    return table;
  };
  return {
    tableOf: (policy) => tables.get(nameOf(policy)) ?? remember(policy, nowMs()),
    tableFor(policy, storeMs, fromMs) {
      const table = remember(policy, storeMs);
      return fromMs === undefined ? table : chain(policy, fromMs, storeMs);
    },
  };
}

const nameOf = ({ unit, timeZone, startDay }: CalendarPolicy): string => `${unit} ${timeZone} ${startDay}`;

const around = (policy: CalendarPolicy, atMs: number): Periods =>
  chain(policy, periodStart(policy, periodStart(policy, atMs) - 1), atMs);

/** From a period's start to the second one after a time, which is not before it. */
function chain(policy: CalendarPolicy, fromMs: number, atMs: number): Periods {
  const starts = [fromMs];
  let last = fromMs;
  while (last <= atMs && starts.length < MAX_PERIODS) {
    last = nextStart(policy, last);
    starts.push(last);
  }
  starts.push(nextStart(policy, last));
  return starts;
}
