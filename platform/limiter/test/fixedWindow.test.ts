import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import fixedWindow, { settle, type WindowState } from '../fixedWindow.ts';
import { admitted, play, policies, SEED, schedules } from './laws.ts';

/** 10 in each second. */
const policy = { limit: 10, periodMs: 1_000 };

const taken = (quantity: number, atMs = 5_000): WindowState =>
  fixedWindow(undefined, policy, atMs, quantity).state;

describe('worked examples, 10 in each second', () => {
  test('the first request, 300 ms into a window: 10 - 3 = 7 left, all of it again 700 ms later', () => {
    expect(fixedWindow(undefined, policy, 5_300, 3)).toMatchObject({
      allowed: true,
      remaining: 7,
      resetAfterMs: 700,
      retryAfterMs: 0,
    });
  });

  test('the whole limit at once: allowed; one more waits for the next window', () => {
    expect(fixedWindow(undefined, policy, 5_000, 10)).toMatchObject({ allowed: true, remaining: 0 });
    expect(fixedWindow(taken(10), policy, 5_400, 1)).toMatchObject({ allowed: false, retryAfterMs: 600 });
  });

  test('at 5,999 ms refused, at 6,000 ms allowed', () => {
    expect(fixedWindow(taken(10), policy, 5_999, 1)).toMatchObject({ allowed: false, retryAfterMs: 1 });
    expect(fixedWindow(taken(10), policy, 6_000, 1)).toMatchObject({ allowed: true, remaining: 9 });
  });

  test('around the end of a window twice the limit passes: 10 at 5,999 ms and 10 at 6,000 ms', () => {
    const before = fixedWindow(undefined, policy, 5_999, 10);
    expect([before.allowed, fixedWindow(before.state, policy, 6_000, 10).allowed]).toEqual([true, true]);
  });

  test('0 is always allowed and takes nothing', () => {
    expect(fixedWindow(taken(10), policy, 5_400, 0)).toMatchObject({
      allowed: true,
      remaining: 0,
      resetAfterMs: 600,
    });
  });

  test('more than the limit is never allowed', () => {
    expect(fixedWindow(undefined, policy, 5_000, 11)).toMatchObject({
      allowed: false,
      remaining: 10,
      retryAfterMs: Number.POSITIVE_INFINITY,
    });
  });

  test('a clock that goes back into the window before stays in the one that was begun', () => {
    expect(fixedWindow(taken(10), policy, 4_900, 1)).toMatchObject({ allowed: false, retryAfterMs: 1_100 });
  });

  test('another limit in the middle: 6 of 10 used, of 8 then 2 are left, of 4 none', () => {
    expect(fixedWindow(taken(6), { ...policy, limit: 8 }, 5_100, 0).remaining).toBe(2);
    expect(fixedWindow(taken(6), { ...policy, limit: 4 }, 5_100, 1)).toMatchObject({
      allowed: false,
      remaining: -2,
      retryAfterMs: 900,
    });
  });

  test('a longer period in the middle: what was used in it counts', () => {
    const perMinute = { limit: 100, periodMs: 60_000 };
    expect(fixedWindow(taken(10, 65_000), perMinute, 66_000, 0)).toMatchObject({
      remaining: 90,
      resetAfterMs: 54_000,
    });
  });
});

describe('settling', () => {
  test('what was not needed comes back to its window: 10 - 8 + 5 = 7', () => {
    expect(settle(taken(8), policy, 5_400, 5).remaining).toBe(7);
  });

  test('never above the limit, also in the next window: 10', () => {
    expect(settle(taken(2), policy, 5_400, 5)).toMatchObject({ remaining: 10, resetAfterMs: 0 });
    expect(settle(taken(8), policy, 6_000, 5).remaining).toBe(10);
  });

  test('what was needed beyond is owed until the window ends: 10 - 8 - 7 = -5', () => {
    const owing = settle(taken(8), policy, 5_400, -7);
    expect(owing).toMatchObject({ remaining: -5, resetAfterMs: 600 });
    expect(fixedWindow(owing.state, policy, 6_000, 10).allowed).toBe(true);
  });
});

test('No window lets more than the limit pass', () => {
  fc.assert(
    fc.property(policies, schedules, (random, schedule) => {
      const forward = schedule.map(({ waitMs, quantity }) => ({ waitMs: Math.abs(waitMs), quantity }));
      const sums = new Map<number, number>();
      for (const { atMs, quantity } of admitted(play(fixedWindow, random, forward))) {
        const window = Math.floor(atMs / random.periodMs);
        sums.set(window, (sums.get(window) ?? 0) + quantity);
      }
      expect(Math.max(0, ...sums.values())).toBeLessThanOrEqual(random.limit);
    }),
    SEED,
  );
});
