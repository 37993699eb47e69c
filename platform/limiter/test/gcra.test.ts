import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import gcra, { type GcraState, settle } from '../gcra.ts';
import tokenBucket from '../tokenBucket.ts';
import { admitted, play, policies, SEED, START, schedules } from './laws.ts';

/** One every 200 ms, none waiting: traffic is shaped. */
const shaping = { limit: 5, periodMs: 1_000, burst: 1 };
/** One every 200 ms, 10 may come at once. */
const policy = { limit: 5, periodMs: 1_000, burst: 10 };

const taken = (quantity: number): GcraState => gcra(undefined, policy, START, quantity).state;

describe('worked examples, one every 200 ms', () => {
  test('with a burst of 1: the first is allowed, the next 200 ms later, not a millisecond before', () => {
    const first = gcra(undefined, shaping, START, 1);
    expect(first).toMatchObject({ allowed: true, remaining: 0, resetAfterMs: 200, retryAfterMs: 0 });
    expect(gcra(first.state, shaping, START, 1)).toMatchObject({ allowed: false, retryAfterMs: 200 });
    expect(gcra(first.state, shaping, START + 199, 1)).toMatchObject({ allowed: false, retryAfterMs: 1 });
    expect(gcra(first.state, shaping, START + 200, 1)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('with a burst of 1, time that nobody used is lost: after 10 s still one at once', () => {
    const first = gcra(undefined, shaping, START, 1).state;
    const later = gcra(first, shaping, START + 10_000, 1);
    expect(later.allowed).toBe(true);
    expect(gcra(later.state, shaping, START + 10_000, 1).allowed).toBe(false);
  });

  test('with a burst of 10: 10 - 3 = 7 left, nothing waits after 3 × 200 ms', () => {
    expect(gcra(undefined, policy, START, 3)).toMatchObject({
      allowed: true,
      remaining: 7,
      resetAfterMs: 600,
    });
  });

  test('3 when 10 wait: after 3 × 200 ms', () => {
    expect(gcra(taken(10), policy, START, 3)).toMatchObject({
      allowed: false,
      remaining: 0,
      retryAfterMs: 600,
      resetAfterMs: 2_000,
    });
  });

  test('the whole burst at once: allowed, and nothing waits 10 × 200 ms later', () => {
    expect(gcra(undefined, policy, START, 10)).toMatchObject({
      allowed: true,
      remaining: 0,
      resetAfterMs: 2_000,
    });
  });

  test('at 599 ms refused, at 600 ms allowed', () => {
    expect(gcra(taken(10), policy, START + 599, 3)).toMatchObject({ allowed: false, retryAfterMs: 1 });
    expect(gcra(taken(10), policy, START + 600, 3)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('0 is always allowed, and nothing more waits', () => {
    expect(gcra(taken(10), policy, START, 0)).toMatchObject({
      allowed: true,
      remaining: 0,
      resetAfterMs: 2_000,
    });
  });

  test('more than the burst is never allowed', () => {
    expect(gcra(undefined, policy, START, 11)).toMatchObject({
      allowed: false,
      remaining: 10,
      retryAfterMs: Number.POSITIVE_INFINITY,
    });
  });

  test('a clock that goes back by 1 s works nothing off: 1 when 10 wait is allowed 1 s + 200 ms later', () => {
    expect(gcra(taken(10), policy, START - 1_000, 1)).toMatchObject({ allowed: false, retryAfterMs: 1_200 });
  });

  test('another limit in the middle: what waits stays, and leaves at the new rate', () => {
    const faster = { ...policy, limit: 10 };
    expect(gcra(taken(10), faster, START, 1)).toMatchObject({ allowed: false, retryAfterMs: 100 });
  });

  test('a smaller burst in the middle: 7 of 10 wait, of 4 then 3 too many', () => {
    const smaller = { ...policy, burst: 4 };
    expect(gcra(taken(7), smaller, START, 1)).toMatchObject({
      allowed: false,
      remaining: -3,
      retryAfterMs: 800,
    });
  });

  test('another period in the middle: 10 - 3 = 7 left, and 8 a second later', () => {
    const perMinute = { limit: 60, periodMs: 60_000, burst: 10 };
    expect(gcra(taken(3), perMinute, START, 0).remaining).toBe(7);
    expect(gcra(taken(3), perMinute, START + 1_000, 0).remaining).toBe(8);
  });
});

describe('settling', () => {
  test('what was not needed leaves the queue: 8 - 5 wait, 7 are left', () => {
    expect(settle(taken(8), policy, START, 5)).toMatchObject({ remaining: 7, resetAfterMs: 600 });
  });

  test('the queue is never shorter than empty: 2 - 5 wait, 10 are left', () => {
    expect(settle(taken(2), policy, START, 5)).toMatchObject({ remaining: 10, resetAfterMs: 0 });
  });

  test('what was needed beyond waits too: 8 + 7 wait, 1 more in 1,200 ms', () => {
    const owing = settle(taken(8), policy, START, -7);
    expect(owing.remaining).toBe(-5);
    expect(gcra(owing.state, policy, START, 1).retryAfterMs).toBe(1_200);
  });
});

describe('laws', () => {
  test('in any time t it allows at most burst + rate × t', () => {
    fc.assert(
      fc.property(policies, schedules, (random, schedule) => {
        const forward = schedule.map(({ waitMs, quantity }) => ({ waitMs: Math.abs(waitMs), quantity }));
        const passed = admitted(play(gcra, random, forward));
        for (const [first, { atMs: fromMs }] of passed.entries()) {
          let sum = 0;
          for (const { atMs, quantity } of passed.slice(first)) {
            sum += quantity;
            const most = random.burst * random.periodMs + (atMs - fromMs) * random.limit;
            expect(sum * random.periodMs).toBeLessThanOrEqual(most);
          }
        }
      }),
      SEED,
    );
  });

  test('it decides as a token bucket of the same policy, which is the same algorithm seen from its other end', () => {
    fc.assert(
      fc.property(policies, schedules, (random, schedule) => {
        const decided = play(gcra, random, schedule).map(({ decision: { state: _, ...rest } }) => rest);
        const bucket = play(tokenBucket, random, schedule).map(({ decision: { state: _, ...rest } }) => rest);
        expect(decided).toEqual(bucket);
      }),
      SEED,
    );
  });
});
