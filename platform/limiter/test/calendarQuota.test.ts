import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import calendarQuota, {
  type CalendarPolicy,
  type CalendarState,
  nextStart,
  periodStart,
  settle,
} from '../calendarQuota.ts';
import { SEED } from './laws.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

/** 100 a day in Berlin. */
const daily: CalendarPolicy = { limit: 100, unit: 'day', timeZone: 'Europe/Berlin' };
/** 100 a month in UTC. */
const monthly: CalendarPolicy = { limit: 100, unit: 'month', timeZone: 'UTC' };

const used = (policy: CalendarPolicy, text: string, quantity: number): CalendarState =>
  calendarQuota(undefined, policy, at(text), quantity).state;

const startOf = (policy: CalendarPolicy, text: string): string =>
  new Date(periodStart(policy, at(text))).toISOString();

describe('days', () => {
  test('the first request: 100 - 30 = 70 left, all of it again at midnight, 12 h later', () => {
    expect(calendarQuota(undefined, daily, at('2026-11-21T12:00:00+01:00'), 30)).toMatchObject({
      allowed: true,
      remaining: 70,
      resetAfterMs: 12 * HOUR,
      retryAfterMs: 0,
    });
  });

  test('the whole limit at once: allowed; more than it: never', () => {
    const noon = at('2026-11-21T12:00:00+01:00');
    expect(calendarQuota(undefined, daily, noon, 100)).toMatchObject({ allowed: true, remaining: 0 });
    expect(calendarQuota(undefined, daily, noon, 101).retryAfterMs).toBe(Number.POSITIVE_INFINITY);
  });

  test('a millisecond before midnight refused, at midnight allowed', () => {
    const state = used(daily, '2026-11-21T12:00:00+01:00', 100);
    const midnight = at('2026-11-22T00:00:00+01:00');
    expect(calendarQuota(state, daily, midnight - 1, 1)).toMatchObject({ allowed: false, retryAfterMs: 1 });
    expect(calendarQuota(state, daily, midnight, 1).allowed).toBe(true);
  });

  test('end at midnight of their time zone: at 23:30 in Berlin half an hour is left', () => {
    const state = used(daily, '2026-11-21T12:00:00+01:00', 100);
    expect(calendarQuota(state, daily, at('2026-11-21T23:30:00+01:00'), 1)).toMatchObject({
      allowed: false,
      remaining: 0,
      retryAfterMs: HOUR / 2,
      resetAfterMs: HOUR / 2,
    });
    expect(calendarQuota(state, daily, at('2026-11-22T00:00:00+01:00'), 1)).toMatchObject({
      allowed: true,
      remaining: 99,
    });
  });

  test('of a daylight-saving change have 23 hours in March and 25 in October', () => {
    const march = used(daily, '2026-03-29T00:00:00+01:00', 100);
    expect(calendarQuota(march, daily, at('2026-03-29T00:00:00+01:00'), 1).retryAfterMs).toBe(23 * HOUR);
    const october = used(daily, '2026-10-25T00:00:00+02:00', 100);
    expect(calendarQuota(october, daily, at('2026-10-25T00:00:00+02:00'), 1).retryAfterMs).toBe(25 * HOUR);
  });

  test('may begin after midnight: in Havana clocks go from 0:00 to 1:00', () => {
    const havana = { ...daily, timeZone: 'America/Havana' };
    expect(startOf(havana, '2026-03-08T12:00:00-04:00')).toBe('2026-03-08T05:00:00.000Z');
  });
});

describe('months', () => {
  test.each([
    ['2026-02-10T00:00:00Z', 28],
    ['2028-02-10T00:00:00Z', 29],
    ['2026-04-10T00:00:00Z', 30],
    ['2026-05-10T00:00:00Z', 31],
  ])('the one of %s has %d days', (text, days) => {
    const start = periodStart(monthly, at(text));
    const state = calendarQuota(undefined, monthly, start, 100).state;
    expect(calendarQuota(state, monthly, start, 1).retryAfterMs).toBe(days * 24 * HOUR);
  });

  test('of a bill begin on its day: the 15th', () => {
    const billing = { ...monthly, startDay: 15 };
    expect(startOf(billing, '2026-11-14T23:59:59Z')).toBe('2026-10-15T00:00:00.000Z');
    expect(startOf(billing, '2026-11-15T00:00:00Z')).toBe('2026-11-15T00:00:00.000Z');
  });

  test('that begin on the 31st begin on the last day of shorter ones, and on the 31st again after', () => {
    const billing = { ...monthly, startDay: 31 };
    expect(startOf(billing, '2026-02-27T12:00:00Z')).toBe('2026-01-31T00:00:00.000Z');
    expect(startOf(billing, '2026-02-28T12:00:00Z')).toBe('2026-02-28T00:00:00.000Z');
    expect(startOf(billing, '2026-03-30T12:00:00Z')).toBe('2026-02-28T00:00:00.000Z');
    expect(startOf(billing, '2026-03-31T12:00:00Z')).toBe('2026-03-31T00:00:00.000Z');
  });
});

describe('rollover', () => {
  const rolling = { ...monthly, rollover: 30 };

  test('20 of 100 left in one month: 120 in the next, 115 once 5 are taken', () => {
    const state = used(rolling, '2026-01-05T00:00:00Z', 80);
    const next = calendarQuota(state, rolling, at('2026-02-01T00:00:00Z'), 5);
    expect(next).toMatchObject({ remaining: 115, rolledOver: 20 });
  });

  test('60 left: no more than 30 are rolled over, also when months are passed without a request', () => {
    const state = used(rolling, '2026-01-05T00:00:00Z', 40);
    expect(calendarQuota(state, rolling, at('2026-02-01T00:00:00Z'), 0).remaining).toBe(130);
    expect(calendarQuota(state, rolling, at('2031-07-01T00:00:00Z'), 0).remaining).toBe(130);
  });

  test('nothing left: nothing is rolled over, and 115 are there the month after the next', () => {
    const state = used(rolling, '2026-01-05T00:00:00Z', 100);
    expect(calendarQuota(state, rolling, at('2026-02-01T00:00:00Z'), 0).remaining).toBe(100);
    const wanted = calendarQuota(state, rolling, at('2026-01-31T00:00:00Z'), 115);
    expect(wanted.retryAfterMs).toBe(at('2026-03-01T00:00:00Z') - at('2026-01-31T00:00:00Z'));
  });

  describe('that is high: the wait is counted, not gone through period by period', () => {
    const noon = at('2026-11-21T12:00:00Z');
    const after = (policy: CalendarPolicy, quantity: number): number =>
      noon + calendarQuota(undefined, policy, noon, quantity).retryAfterMs;

    test('300,000 days of 1 each: in the 300,000th day, which is in the year 2848', () => {
      const hoarding = { ...daily, timeZone: 'UTC', limit: 1, rollover: 1_000_000_000 };
      expect(after(hoarding, 300_000)).toBe(at('2026-11-21T00:00:00Z') + 299_999 * 24 * HOUR);
    });

    test('12,000 months of 1 each: a thousand years less a month', () => {
      const hoarding = { ...monthly, limit: 1, rollover: 1_000_000_000 };
      expect(after(hoarding, 12_000)).toBe(at('3026-10-01T00:00:00Z'));
    });

    test.each(['day', 'month'] as const)('beyond the year 9999 is never: a billion of 1 each %s', (unit) => {
      const hoarding = { ...daily, unit, limit: 1, rollover: 1_000_000_000 };
      expect(after(hoarding, 1_000_000_000)).toBe(Number.POSITIVE_INFINITY);
      expect(after(hoarding, unit === 'day' ? 2_913_000 : 96_000)).toBe(Number.POSITIVE_INFINITY);
      expect(after({ ...hoarding, limit: 0 }, 1)).toBe(Number.POSITIVE_INFINITY);
    });
  });

  test('more than limit and rollover is never allowed', () => {
    expect(calendarQuota(undefined, rolling, 0, 131).retryAfterMs).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('settling', () => {
  const state = used(monthly, '2026-02-01T00:00:00Z', 80);

  test('what was not needed comes back to its month, never above what it began with', () => {
    expect(settle(state, monthly, at('2026-02-02T00:00:00Z'), 50).remaining).toBe(70);
    expect(settle(state, monthly, at('2026-02-02T00:00:00Z'), 90).remaining).toBe(100);
    expect(settle(state, monthly, at('2026-03-01T00:00:00Z'), 50).remaining).toBe(100);
  });

  test('what was needed beyond is owed until its month ends', () => {
    const owing = settle(state, monthly, at('2026-02-02T00:00:00Z'), -50);
    expect(owing).toMatchObject({ remaining: -30, resetAfterMs: 27 * 24 * HOUR });
    expect(calendarQuota(owing.state, monthly, at('2026-03-01T00:00:00Z'), 100).allowed).toBe(true);
  });
});

test('0 is always allowed; a clock that goes back stays in the period that was begun', () => {
  const state = used(monthly, '2026-02-01T00:00:00Z', 100);
  expect(calendarQuota(state, monthly, at('2026-02-01T00:00:00Z'), 0).allowed).toBe(true);
  expect(calendarQuota(state, monthly, at('2026-01-31T00:00:00Z'), 1)).toMatchObject({
    allowed: false,
    retryAfterMs: 29 * 24 * HOUR,
  });
});

test('another limit in the middle holds at once: 60 of 100 used, of 80 then 20 are left', () => {
  const state = used(monthly, '2026-02-01T00:00:00Z', 60);
  expect(calendarQuota(state, { ...monthly, limit: 80 }, at('2026-02-02T00:00:00Z'), 0).remaining).toBe(20);
});

test('another first day in the middle: what was used counts until it comes', () => {
  const state = used(monthly, '2026-11-01T00:00:00Z', 60);
  const billing = { ...monthly, startDay: 15 };
  expect(calendarQuota(state, billing, at('2026-11-14T00:00:00Z'), 0)).toMatchObject({
    remaining: 40,
    resetAfterMs: 24 * HOUR,
  });
  expect(calendarQuota(state, billing, at('2026-11-15T00:00:00Z'), 0).remaining).toBe(100);
});

const policies = fc.record({
  limit: fc.integer({ min: 1, max: 100 }),
  unit: fc.constantFrom('day' as const, 'month' as const),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Pacific/Apia', 'Asia/Kathmandu'),
  startDay: fc.integer({ min: 1, max: 31 }),
  rollover: fc.nat(100),
});

test('What is refused is allowed after retryAfterMs, and not a millisecond before', () => {
  const requests = fc.array(fc.record({ waitMs: fc.nat(40 * 24 * HOUR), quantity: fc.nat(150) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(policies, fc.nat(2 ** 31), requests, (policy, startSeconds, schedule) => {
      let state: CalendarState | undefined;
      let nowMs = startSeconds * 1_000;
      for (const { waitMs, quantity } of schedule) {
        nowMs += waitMs;
        const decision = calendarQuota(state, policy, nowMs, quantity);
        state = decision.state;
        const { allowed, retryAfterMs } = decision;
        if (allowed || retryAfterMs === Number.POSITIVE_INFINITY) continue;
        expect(calendarQuota(state, policy, nowMs + retryAfterMs - 1, quantity).allowed).toBe(false);
        expect(calendarQuota(state, policy, nowMs + retryAfterMs, quantity).allowed).toBe(true);
      }
    }),
    SEED,
  );
});

test('The wait with a rollover is as long as it is when each period is begun in turn', () => {
  const hoards = fc.record({ limit: fc.integer({ min: 1, max: 10 }), rollover: fc.nat(200) });
  const from2026 = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
  fc.assert(
    fc.property(
      policies,
      hoards,
      from2026,
      fc.nat(210),
      fc.nat(210),
      (any, hoard, nowMs, taken, quantity) => {
        const policy = { ...any, ...hoard };
        const first = settle(undefined, policy, nowMs, -taken).state;
        const { allowed, retryAfterMs } = calendarQuota(first, policy, nowMs, quantity);
        if (allowed || quantity > policy.limit + policy.rollover) return;
        let state = first;
        while (calendarQuota(state, policy, state.startMs, 0).remaining < quantity) {
          state = calendarQuota(state, policy, nextStart(policy, state.startMs), 0).state;
        }
        expect(nowMs + retryAfterMs).toBe(state.startMs);
      },
    ),
    SEED,
  );
});
