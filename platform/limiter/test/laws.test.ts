import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import concurrency from '../concurrency.ts';
import fixedWindow from '../fixedWindow.ts';
import gcra from '../gcra.ts';
import { type Rule, settleBy } from '../rule.ts';
import slidingWindow from '../slidingWindow.ts';
import tokenBucket from '../tokenBucket.ts';
import { type Decide, play, policies, SEED, schedules } from './laws.ts';

const ALGORITHMS = { tokenBucket, gcra, fixedWindow, slidingWindow, concurrency } as unknown as Record<
  string,
  Decide<unknown>
>;

describe.each(Object.entries(ALGORITHMS))('%s', (name, decide) => {
  test('what is refused is allowed after retryAfterMs, and not a millisecond before', () => {
    fc.assert(
      fc.property(policies, schedules, (policy, schedule) => {
        for (const { atMs, quantity, decision } of play(decide, policy, schedule)) {
          const { allowed, retryAfterMs, state } = decision;
          if (allowed || retryAfterMs === Number.POSITIVE_INFINITY) continue;
          expect(decide(state, policy, atMs + retryAfterMs - 1, quantity).allowed).toBe(false);
          expect(decide(state, policy, atMs + retryAfterMs, quantity).allowed).toBe(true);
        }
      }),
      SEED,
    );
  });

  test('it says never only of more than there can be', () => {
    fc.assert(
      fc.property(policies, schedules, (policy, schedule) => {
        for (const { quantity, decision } of play(decide, policy, schedule))
          if (decision.retryAfterMs === Number.POSITIVE_INFINITY)
            expect(decide(undefined, policy, 0, quantity).allowed).toBe(false);
      }),
      SEED,
    );
  });

  test('what remains is allowed, one more is not, and a refusal changes neither', () => {
    fc.assert(
      fc.property(policies, schedules, (policy, schedule) => {
        for (const { atMs, decision } of play(decide, policy, schedule)) {
          const { remaining, state } = decision;
          expect(decide(state, policy, atMs, remaining).allowed).toBe(true);
          const refused = decide(state, policy, atMs, remaining + 1);
          expect(refused.allowed).toBe(false);
          expect(refused.remaining).toBe(remaining);
        }
      }),
      SEED,
    );
  });

  test('after resetAfterMs nothing is used any more, and a millisecond before something is', () => {
    fc.assert(
      fc.property(policies, schedules, (policy, schedule) => {
        const whole = decide(undefined, policy, 0, 0).remaining;
        for (const { atMs, decision } of play(decide, policy, schedule)) {
          const { state, resetAfterMs } = decision;
          expect(decide(state, policy, atMs + resetAfterMs, 0)).toMatchObject({
            remaining: whole,
            resetAfterMs: 0,
          });
          if (resetAfterMs > 0)
            expect(decide(state, policy, atMs + resetAfterMs - 1, 0).resetAfterMs).toBe(1);
        }
      }),
      SEED,
    );
  });

  test('what is settled at once is as if it had never been taken', () => {
    fc.assert(
      fc.property(policies, schedules, (policy, schedule) => {
        const rule = { algorithm: name, ...policy } as Rule;
        for (const { atMs, quantity, decision } of play(decide, policy, schedule)) {
          const none = decide(decision.state, policy, atMs, 0);
          const debt = settleBy(decision.state, rule, atMs, -quantity);
          expect(debt.remaining).toBe(none.remaining - quantity);
          expect(settleBy(debt.state, rule, atMs, quantity).remaining).toBe(none.remaining);
        }
      }),
      SEED,
    );
  });

  test('0 is always allowed and takes nothing', () => {
    fc.assert(
      fc.property(policies, schedules, (policy, schedule) => {
        for (const { atMs, decision } of play(decide, policy, schedule)) {
          const none = decide(decision.state, policy, atMs, 0);
          expect(none).toMatchObject({ allowed: true, remaining: decision.remaining, retryAfterMs: 0 });
        }
      }),
      SEED,
    );
  });
});
