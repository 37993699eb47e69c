import { LATEST_INSTANT } from 'platform/kernel/clock';
import { Temporal } from 'temporal-polyfill';
import type { Decision } from './decision.ts';

/** How much in each day or month as a calendar has them. */
export interface CalendarPolicy {
  readonly limit: number;
  readonly unit: 'day' | 'month';
  /** IANA name: `Europe/Berlin`. A day of a daylight-saving change has 23 or 25 hours. */
  readonly timeZone: string;
  /** Months begin on this day, 1 to 31; in shorter months on the last one. Default: 1. */
  readonly startDay?: number;
  /** How much of what was not used is there in the next period too, beside its limit. Default: 0. */
  readonly rollover?: number;
}

/** A period that begins after the last instant there is never begins. */
const LATEST_MS = Number(LATEST_INSTANT / 1_000n);
const DAY_MS = 86_400_000;
/** As short as periods are, but for the hours of a time zone: so many of them are not beyond what Temporal can say. */
const SHORTEST_MS = { day: DAY_MS, month: 28 * DAY_MS } as const;

/** Opaque; undefined at first. */
export interface CalendarState {
  readonly startMs: number;
  readonly used: number;
  /** From the period before. */
  readonly rolledOver: number;
}

/**
 * A quota for each period of a calendar: `limit`, and up to `rollover` of what the period before left over. A quantity of
 * 0 is always allowed. A clock that goes back stays in the period that was begun. Pure; a refusal changes nothing.
 */
export default function calendarQuota(
  state: CalendarState | undefined,
  policy: CalendarPolicy,
  nowMs: number,
  quantity: number,
): Decision<CalendarState> {
  const period = periodAt(state, policy, nowMs);
  const allowed = quantity <= 0 || quantity <= leftIn(period, policy);
  const after = allowed ? { ...period, used: period.used + quantity } : period;
  return {
    allowed,
    remaining: leftIn(after, policy),
    resetAfterMs: after.used > 0 ? nextStart(policy, after.startMs) - nowMs : 0,
    retryAfterMs: allowed ? 0 : allowedAtMs(period, policy, quantity) - nowMs,
    rolledOver: after.rolledOver,
    state: after,
  };
}

/**
 * Corrects what was taken: `difference` comes back to the period that is open, never above what it began with, or goes,
 * when it is negative, also beyond it. Answers as a quantity of 0 does then.
 */
export function settle(
  state: CalendarState | undefined,
  policy: CalendarPolicy,
  nowMs: number,
  difference: number,
): Decision<CalendarState> {
  const period = periodAt(state, policy, nowMs);
  return calendarQuota({ ...period, used: Math.max(0, period.used - difference) }, policy, nowMs, 0);
}

/** When the period begins that a time is in, in milliseconds since 1970. */
export function periodStart({ unit, timeZone, startDay = 1 }: CalendarPolicy, atMs: number): number {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  if (unit === 'day') return at.startOfDay().epochMilliseconds;
  const month = at.toPlainDate().toPlainYearMonth();
  const begins = (of: Temporal.PlainYearMonth): number => monthStart(of, startDay, timeZone);
  return begins(month) <= atMs ? begins(month) : begins(month.subtract({ months: 1 }));
}

/** When the first period after `startMs` begins, or the one that is so many after. */
export function nextStart(
  { unit, timeZone, startDay = 1 }: CalendarPolicy,
  startMs: number,
  periods = 1,
): number {
  const start = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timeZone);
  if (unit === 'day') return start.add({ days: periods }).startOfDay().epochMilliseconds;
  const month = start.toPlainDate().toPlainYearMonth();
  const months = monthStart(month, startDay, timeZone) > startMs ? periods - 1 : periods;
  return monthStart(month.add({ months }), startDay, timeZone);
}

const monthStart = (month: Temporal.PlainYearMonth, startDay: number, timeZone: string): number =>
  month.toPlainDate({ day: Math.min(startDay, month.daysInMonth) }).toZonedDateTime(timeZone)
    .epochMilliseconds;

const leftIn = ({ used, rolledOver }: CalendarState, { limit }: CalendarPolicy): number =>
  limit + rolledOver - used;

function following(period: CalendarState, policy: CalendarPolicy): CalendarState {
  const { rollover = 0 } = policy;
  const rolledOver = Math.min(rollover, Math.max(0, leftIn(period, policy)));
  return { startMs: nextStart(policy, period.startMs), used: 0, rolledOver };
}

/** The period that is open: that of the clock, unless a later one was begun. */
function periodAt(state: CalendarState | undefined, policy: CalendarPolicy, nowMs: number): CalendarState {
  const startMs = periodStart(policy, nowMs);
  if (!state) return { startMs, used: 0, rolledOver: 0 };
  let period = state;
  while (period.startMs < startMs) {
    const next = following(period, policy);
    // Nothing was used any more and no more is rolled over: so it is in all that follow.
    if (period.used === 0 && next.rolledOver === period.rolledOver) return { ...next, startMs };
    period = next;
  }
  return period;
}

/**
 * When the period begins in which a quantity is allowed, if nobody asks meanwhile. Counted, not gone through one by one:
 * with a high rollover it may be millions of periods away.
 */
function allowedAtMs(period: CalendarState, policy: CalendarPolicy, quantity: number): number {
  const { limit, rollover = 0, unit } = policy;
  const missing = quantity - leftIn(following(period, policy), policy);
  if (quantity > limit + rollover || (missing > 0 && limit === 0)) return Number.POSITIVE_INFINITY;
  // After the next period, which nobody uses, each one has a whole limit more.
  const periods = missing > 0 ? 1 + Math.ceil(missing / limit) : 1;
  if (period.startMs + periods * SHORTEST_MS[unit] > LATEST_MS) return Number.POSITIVE_INFINITY;
  const startMs = nextStart(policy, period.startMs, periods);
  return startMs > LATEST_MS ? Number.POSITIVE_INFINITY : startMs;
}
