import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import concurrency, { type ConcurrencyState, settle } from '../concurrency.ts';
import { admitted, play, policies, SEED, START, schedules } from './laws.ts';

/** 3 at once; who is gone for 10 s gives back. */
const policy = { limit: 3, periodMs: 10_000 };

const taken = (quantity: number, atMs = START): ConcurrencyState =>
  concurrency(undefined, policy, atMs, quantity).state;

describe('worked examples, 3 at once, given back after 10 s at the latest', () => {
  test('the first: 3 - 1 = 2 left', () => {
    expect(concurrency(undefined, policy, START, 1)).toMatchObject({
      allowed: true,
      remaining: 2,
      resetAfterMs: 10_000,
      retryAfterMs: 0,
    });
  });

  test('a fourth: refused, until the first is 10 s old', () => {
    const held = concurrency(taken(1), policy, START + 4_000, 2).state;
    expect(concurrency(held, policy, START + 5_000, 1)).toMatchObject({
      allowed: false,
      remaining: 0,
      retryAfterMs: 5_000,
      resetAfterMs: 9_000,
    });
    expect(concurrency(held, policy, START + 9_999, 1).allowed).toBe(false);
    expect(concurrency(held, policy, START + 10_000, 1)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('one given back: one is free at once', () => {
    const back = concurrency(taken(3), policy, START + 1, -1);
    expect(back).toMatchObject({ allowed: true, remaining: 1 });
    expect(concurrency(back.state, policy, START + 1, 1).allowed).toBe(true);
  });

  test('what was taken first is given back first: 2 of 1 + 2 leave 1 of the later ones', () => {
    const held = concurrency(taken(1), policy, START + 4_000, 2).state;
    expect(concurrency(held, policy, START + 5_000, -2)).toMatchObject({ remaining: 2, resetAfterMs: 9_000 });
  });

  test('all at once: allowed, one more is not', () => {
    expect(concurrency(undefined, policy, START, 3)).toMatchObject({ allowed: true, remaining: 0 });
    expect(concurrency(taken(3), policy, START, 1)).toMatchObject({ allowed: false, retryAfterMs: 10_000 });
  });

  test('0 is always allowed and takes nothing', () => {
    expect(concurrency(taken(3), policy, START, 0)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('more given back than is held: refused for ever, for its holder was taken to be gone', () => {
    expect(concurrency(taken(1), policy, START, -2)).toMatchObject({
      allowed: false,
      remaining: 2,
      retryAfterMs: Number.POSITIVE_INFINITY,
    });
    expect(concurrency(taken(1), policy, START + 10_000, -1).allowed).toBe(false);
  });

  test('more than the limit is never allowed', () => {
    expect(concurrency(undefined, policy, START, 4).retryAfterMs).toBe(Number.POSITIVE_INFINITY);
  });

  test('a clock that goes back frees nothing', () => {
    expect(concurrency(taken(3), policy, START - 5_000, 1)).toMatchObject({
      allowed: false,
      retryAfterMs: 15_000,
    });
  });

  test('a lower limit in the middle: 3 stay held of 2, one more waits until 2 of them are gone', () => {
    const lower = { ...policy, limit: 2 };
    const held = concurrency(taken(1), policy, START + 4_000, 2).state;
    expect(concurrency(held, lower, START + 5_000, 1)).toMatchObject({
      allowed: false,
      remaining: -1,
      retryAfterMs: 9_000,
    });
  });
});

describe('many who hold, 10 s each', () => {
  const many = { limit: 10_000, periodMs: 10_000 };

  /** One each millisecond. */
  const held = (count: number): ConcurrencyState | undefined =>
    Array.from({ length: count }).reduce<ConcurrencyState | undefined>(
      (state, _, n) => concurrency(state, many, START + n, 1).state,
      undefined,
    );

  test('those of one millisecond are one', () => {
    const state = concurrency(taken(1), policy, START, 2).state;
    expect(state.held).toEqual([{ quantity: 3, untilMs: START + 10_000 }]);
  });

  test('a hundred are told apart: 10 s to the millisecond', () => {
    expect(held(100)?.held).toHaveLength(100);
    expect(concurrency(held(100), many, START + 10_049, 0).remaining).toBe(10_000 - 50);
  });

  test('of more, those of the same 100 ms end together: 99 ms late at most', () => {
    expect(concurrency(held(101), many, START + 101, 1).resetAfterMs).toBe(10_099);
    expect(concurrency(held(200), many, START + 200, 1).resetAfterMs).toBe(10_000);
  });

  test('however many, 201 are kept', () => {
    const state = held(5_000);
    expect(concurrency(state, many, START + 5_000, 0).remaining).toBe(5_000);
    expect(state?.held.length).toBeLessThanOrEqual(201);
  });

  test('what is given back first is what ends first', () => {
    const back = concurrency(held(300), many, START + 300, -150);
    expect(back).toMatchObject({ allowed: true, remaining: 10_000 - 150, resetAfterMs: 10_000 });
    expect(back.state.held).toEqual([
      { quantity: 51, untilMs: START + 10_200 },
      { quantity: 99, untilMs: START + 10_300 },
    ]);
  });
});

describe('settling', () => {
  test('as much as is held is given back', () => {
    expect(settle(taken(2), policy, START, 1)).toMatchObject({ remaining: 2, resetAfterMs: 10_000 });
    expect(settle(taken(2), policy, START, 5)).toMatchObject({ remaining: 3, resetAfterMs: 0 });
  });

  test('more is held than the limit: 2 + 3 of 3, one more is free when both are gone', () => {
    const beyond = settle(taken(2), policy, START + 4_000, -3);
    expect(beyond.remaining).toBe(-2);
    expect(concurrency(beyond.state, policy, START + 4_000, 1).retryAfterMs).toBe(10_000);
  });
});

test('At no time is more than the limit held', () => {
  fc.assert(
    fc.property(policies, schedules, (random, schedule) => {
      const forward = schedule.map(({ waitMs, quantity }) => ({ waitMs: Math.abs(waitMs), quantity }));
      const passed = admitted(play(concurrency, random, forward));
      for (const { atMs: nowMs } of passed) {
        const held = passed.filter(({ atMs }) => atMs <= nowMs && atMs + random.periodMs > nowMs);
        expect(held.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(random.limit);
      }
    }),
    SEED,
  );
});
