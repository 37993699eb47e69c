import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Policy } from '../decision.ts';
import tokenBucket, { type BucketState, settle } from '../tokenBucket.ts';

/** 10 at once, 5 a second: one token every 200 ms. */
const policy: Policy = { limit: 5, periodMs: 1_000, burst: 10 };
const START = 1_000_000;

/** A bucket of which `quantity` is taken at START. */
const taken = (quantity: number): BucketState => tokenBucket(undefined, policy, START, quantity).state;

describe('worked examples, 10 at once and one token every 200 ms', () => {
  test('the first request: a full bucket, 10 - 3 = 7 left, full again after 3 × 200 ms', () => {
    expect(tokenBucket(undefined, policy, START, 3)).toMatchObject({
      allowed: true,
      remaining: 7,
      resetAfterMs: 600,
      retryAfterMs: 0,
    });
  });

  test('the whole burst at once: allowed, 0 left', () => {
    expect(tokenBucket(undefined, policy, START, 10)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('3 of an empty bucket: refused, allowed after 3 × 200 ms', () => {
    expect(tokenBucket(taken(10), policy, START, 3)).toMatchObject({
      allowed: false,
      remaining: 0,
      retryAfterMs: 600,
      resetAfterMs: 2_000,
    });
  });

  test('a millisecond before: refused; at that instant: allowed', () => {
    const empty = taken(10);
    expect(tokenBucket(empty, policy, START + 599, 3)).toMatchObject({ allowed: false, retryAfterMs: 1 });
    expect(tokenBucket(empty, policy, START + 600, 3)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('a refusal takes nothing: 4 of 3 refused, then 3 of 3 allowed', () => {
    const refused = tokenBucket(taken(7), policy, START, 4);
    expect(refused.allowed).toBe(false);
    expect(tokenBucket(refused.state, policy, START, 3)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('after a long time it holds the burst, not more', () => {
    expect(tokenBucket(taken(10), policy, START + 1_000_000, 0)).toMatchObject({
      remaining: 10,
      resetAfterMs: 0,
    });
  });

  test('0 is always allowed and takes nothing', () => {
    expect(tokenBucket(taken(10), policy, START, 0)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('more than the burst is never allowed', () => {
    expect(tokenBucket(undefined, policy, START, 11)).toMatchObject({
      allowed: false,
      remaining: 10,
      retryAfterMs: Number.POSITIVE_INFINITY,
    });
  });

  test('a clock that goes back by 1 s brings nothing: 1 of 0 is allowed 1 s + 200 ms later', () => {
    const back = tokenBucket(taken(10), policy, START - 1_000, 1);
    expect(back).toMatchObject({ allowed: false, retryAfterMs: 1_200 });
    expect(tokenBucket(back.state, policy, START + 199, 1).allowed).toBe(false);
    expect(tokenBucket(back.state, policy, START + 200, 1).allowed).toBe(true);
  });

  test('a lower burst holds at once: 10 become 4', () => {
    const smaller = { ...policy, burst: 4 };
    expect(tokenBucket(taken(0), smaller, START, 0).remaining).toBe(4);
  });

  test('another period in the middle: what is held stays, 7 of 10', () => {
    const perMinute = { limit: 60, periodMs: 60_000, burst: 10 };
    expect(tokenBucket(taken(3), perMinute, START, 0).remaining).toBe(7);
    expect(tokenBucket(taken(3), perMinute, START + 1_000, 0).remaining).toBe(8);
  });
});

describe('settling', () => {
  test('what was not needed comes back: 10 - 8 + 5 = 7', () => {
    expect(settle(taken(8), policy, START, 5).remaining).toBe(7);
  });

  test('never above the burst: 10 - 2 + 1 s × 5/s is full, + 2 is full', () => {
    expect(settle(taken(2), policy, START + 1_000, 2).remaining).toBe(10);
  });

  test('what was needed beyond is owed: 10 - 8 - 7 = -5', () => {
    expect(settle(taken(8), policy, START, -7).remaining).toBe(-5);
  });

  test('a debt of 5 is paid off after 1 s, and 1 more is there 200 ms later', () => {
    const owing = settle(taken(8), policy, START, -7).state;
    expect(tokenBucket(owing, policy, START, 1)).toMatchObject({ allowed: false, retryAfterMs: 1_200 });
    expect(tokenBucket(owing, policy, START + 1_200, 1)).toMatchObject({ allowed: true, remaining: 0 });
  });
});

describe('laws', () => {
  const policies = fc.record({
    limit: fc.integer({ min: 1, max: 1_000 }),
    periodMs: fc.integer({ min: 1, max: 100_000 }),
    burst: fc.integer({ min: 1, max: 1_000 }),
  });
  const requests = fc.array(fc.record({ waitMs: fc.nat(5_000), quantity: fc.nat(1_500) }), { maxLength: 50 });

  test('in any time t it allows at most burst + rate × t', () => {
    fc.assert(
      fc.property(policies, requests, (random, schedule) => {
        const allowed: { atMs: number; quantity: number }[] = [];
        let [state, nowMs]: [BucketState | undefined, number] = [undefined, START];
        for (const { waitMs, quantity } of schedule) {
          nowMs += waitMs;
          const decision = tokenBucket(state, random, nowMs, quantity);
          if (decision.allowed) allowed.push({ atMs: nowMs, quantity });
          state = decision.state;
        }
        for (const [first, { atMs: fromMs }] of allowed.entries()) {
          let sum = 0;
          for (const { atMs, quantity } of allowed.slice(first)) {
            sum += quantity;
            expect(sum * random.periodMs).toBeLessThanOrEqual(
              random.burst * random.periodMs + (atMs - fromMs) * random.limit,
            );
          }
        }
      }),
    );
  });

  test('what is refused is allowed after retryAfterMs, and not a millisecond before', () => {
    fc.assert(
      fc.property(policies, fc.nat(1_000), fc.integer({ min: 1, max: 1_000 }), (random, before, quantity) => {
        const { state } = settle(undefined, random, START, -before);
        const { allowed, retryAfterMs } = tokenBucket(state, random, START, quantity);
        fc.pre(!allowed && quantity <= random.burst);
        expect(tokenBucket(state, random, START + retryAfterMs - 1, quantity).allowed).toBe(false);
        expect(tokenBucket(state, random, START + retryAfterMs, quantity).allowed).toBe(true);
      }),
    );
  });

  test('it never holds more than the burst, whatever comes back, and a debt is paid off', () => {
    fc.assert(
      fc.property(policies, fc.array(fc.integer({ min: -2_000, max: 2_000 })), (random, differences) => {
        let state: BucketState | undefined;
        let last = 0;
        for (const difference of differences) {
          const settled = settle(state, random, START, difference);
          expect(settled.remaining).toBeLessThanOrEqual(random.burst);
          state = settled.state;
          last = settled.resetAfterMs;
        }
        expect(tokenBucket(state, random, START + last, 0).remaining).toBe(random.burst);
      }),
    );
  });

  test('a refund makes the bucket as full as if only the actual had been taken, or less', () => {
    fc.assert(
      fc.property(
        policies,
        fc.nat(1_000),
        fc.nat(1_000),
        fc.nat(10_000),
        (random, requested, actual, lateMs) => {
          fc.pre(requested <= random.burst && actual <= requested);
          const reserved = tokenBucket(undefined, random, START, requested).state;
          const refunded = settle(reserved, random, START + lateMs, requested - actual).remaining;
          const taken = tokenBucket(undefined, random, START, actual).state;
          expect(refunded).toBeLessThanOrEqual(tokenBucket(taken, random, START + lateMs, 0).remaining);
        },
      ),
    );
  });
});
