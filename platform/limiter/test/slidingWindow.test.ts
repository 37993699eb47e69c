import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import slidingWindow, { type SlidingState, settle } from '../slidingWindow.ts';
import { admitted, play, policies, SEED, schedules } from './laws.ts';

/** 10 in any second, as far as two counters tell. */
const policy = { limit: 10, periodMs: 1_000 };

const taken = (quantity: number, atMs = 5_000): SlidingState =>
  slidingWindow(undefined, policy, atMs, quantity).state;

describe('worked examples, 10 in any second', () => {
  test('the first request: 10 - 3 = 7 left; it fades until the end of the next window, at 7,000 ms', () => {
    expect(slidingWindow(undefined, policy, 5_300, 3)).toMatchObject({
      allowed: true,
      remaining: 7,
      resetAfterMs: 1_700,
      retryAfterMs: 0,
    });
  });

  test('the whole limit at once: allowed, one more is not', () => {
    const full = slidingWindow(undefined, policy, 5_300, 10);
    expect(full).toMatchObject({ allowed: true, remaining: 0 });
    expect(slidingWindow(full.state, policy, 5_300, 1).allowed).toBe(false);
  });

  test('0 is always allowed and takes nothing', () => {
    expect(slidingWindow(taken(10), policy, 5_300, 0)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('10 in one window, 250 ms into the next: 10 × 75 % still count, 2 are left', () => {
    expect(slidingWindow(taken(10), policy, 6_250, 0).remaining).toBe(2);
    expect(slidingWindow(taken(10), policy, 6_250, 2)).toMatchObject({ allowed: true, remaining: 0 });
    expect(slidingWindow(taken(10), policy, 6_250, 3).allowed).toBe(false);
  });

  test('3 more of 10 used: when 30 % of the next window is over, at 6,300 ms', () => {
    expect(slidingWindow(taken(10), policy, 5_900, 3)).toMatchObject({ allowed: false, retryAfterMs: 400 });
    expect(slidingWindow(taken(10), policy, 6_299, 3)).toMatchObject({ allowed: false, retryAfterMs: 1 });
    expect(slidingWindow(taken(10), policy, 6_300, 3).allowed).toBe(true);
  });

  test('around the end of a window not twice the limit: 10 at 5,999 ms, none at 6,000 ms', () => {
    const before = slidingWindow(undefined, policy, 5_999, 10);
    expect(slidingWindow(before.state, policy, 6_000, 1)).toMatchObject({
      allowed: false,
      retryAfterMs: 100,
    });
  });

  test('two windows later nothing counts', () => {
    expect(slidingWindow(taken(10), policy, 7_000, 10)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('more than the limit is never allowed', () => {
    expect(slidingWindow(undefined, policy, 5_000, 11).retryAfterMs).toBe(Number.POSITIVE_INFINITY);
  });

  test('a clock that goes back stays where it was', () => {
    expect(slidingWindow(taken(10), policy, 4_900, 1)).toMatchObject({
      allowed: false,
      remaining: 0,
      retryAfterMs: 1_200,
    });
  });

  test('another limit in the middle: 6 of 10 used, of 8 then 2 are left', () => {
    expect(slidingWindow(taken(6), { ...policy, limit: 8 }, 5_100, 0).remaining).toBe(2);
  });

  test('another period in the middle: what counted counts as used now, 10 × 50 % = 5', () => {
    expect(slidingWindow(taken(10), { limit: 10, periodMs: 2_000 }, 6_500, 0).remaining).toBe(5);
  });
});

describe('settling', () => {
  test('what was not needed comes back: 10 - 8 + 5 = 7', () => {
    expect(settle(taken(8), policy, 5_300, 5).remaining).toBe(7);
  });

  test('a window later, too: of 8 in the window before 5 come back, 3 × 50 % still count', () => {
    expect(settle(taken(8), policy, 6_500, 5)).toMatchObject({ remaining: 8 });
  });

  test('never above the limit: 10', () => {
    expect(settle(taken(2), policy, 5_300, 5)).toMatchObject({ remaining: 10, resetAfterMs: 0 });
  });

  test('what was needed beyond is owed: 10 - 8 - 7 = -5, and fades', () => {
    const owing = settle(taken(8), policy, 5_300, -7);
    expect(owing.remaining).toBe(-5);
    expect(slidingWindow(owing.state, policy, 6_500, 0).remaining).toBe(2);
  });
});

test('No window lets more than the limit pass', () => {
  fc.assert(
    fc.property(policies, schedules, (random, schedule) => {
      const forward = schedule.map(({ waitMs, quantity }) => ({ waitMs: Math.abs(waitMs), quantity }));
      const sums = new Map<number, number>();
      for (const { atMs, quantity } of admitted(play(slidingWindow, random, forward))) {
        const window = Math.floor(atMs / random.periodMs);
        sums.set(window, (sums.get(window) ?? 0) + quantity);
      }
      expect(Math.max(0, ...sums.values())).toBeLessThanOrEqual(random.limit);
    }),
    SEED,
  );
});
