import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GatewayContext } from '../../context.ts';
import type { SubgraphOperation } from '../data-source.ts';
import { type FailureKind, FetchFailure } from '../failure.ts';
import { withRetry } from '../retry.ts';
import { createRetryBudget } from '../retry-budget.ts';
import { CONTEXT, MUTATION, QUERY } from './operations.ts';

const SETTINGS = { attempts: 3, backoffMs: 1, maxBackoffMs: 5, budgetRatio: 0, budgetPerSecond: 10 };

/** Asks a subgraph that fails so, then answers. */
async function ask(
  failures: readonly Error[],
  settings: Partial<typeof SETTINGS> = {},
  operation: SubgraphOperation = QUERY,
  context: GatewayContext = CONTEXT,
) {
  const heard: string[] = [];
  const left = [...failures];
  let asked = 0;
  const fetch = withRetry(
    async () => {
      asked += 1;
      const failure = left.shift();
      if (failure) throw failure;
      return { data: { a: 1 } };
    },
    { ...SETTINGS, ...settings },
    { onRetry: () => heard.push('retry'), onExhausted: () => heard.push('exhausted') },
  );
  const answer = await fetch(operation, context).catch((error: FetchFailure) => error.kind);
  return { answer, asked, heard };
}

const failure = (kind: FailureKind, retryAfterMs?: number) => new FetchFailure(kind, kind, retryAfterMs);
const ANSWER = { data: { a: 1 } };

test.each<FailureKind>(['unreachable', 'timeout', 'unavailable', 'throttled'])(
  'a query is repeated after: %s',
  async (kind) => {
    expect(await ask([failure(kind)])).toEqual({ answer: ANSWER, asked: 2, heard: ['retry'] });
  },
);

test.each<FailureKind>(['malformed', 'too-long', 'refused', 'abandoned', 'deadline', 'unsent'])(
  'not after: %s',
  async (kind) => {
    expect(await ask([failure(kind)])).toEqual({ answer: kind, asked: 1, heard: [] });
  },
);

test('a mutation is never repeated', async () => {
  const { answer, asked } = await ask([failure('unreachable')], {}, MUTATION);
  expect([answer, asked]).toEqual(['unreachable', 1]);
});

test('so many attempts, then the last failure stands', async () => {
  const failures = [
    failure('unreachable'),
    failure('unreachable'),
    failure('timeout'),
    failure('unavailable'),
  ];
  expect(await ask(failures)).toMatchObject({ answer: 'timeout', asked: 3 });
  expect(await ask(failures, { attempts: 1 })).toMatchObject({ answer: 'unreachable', asked: 1 });
});

describe('Retry-After', () => {
  test('is waited for when it is short', async () => {
    const begun = performance.now();
    expect(await ask([failure('unavailable', 5)])).toMatchObject({ answer: ANSWER });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(4);
  });

  test('is respected when it is long: no second attempt', async () => {
    expect(await ask([failure('throttled', 60_000)])).toMatchObject({ answer: 'throttled', asked: 1 });
  });
});

test('no attempt that the deadline leaves no time for', async () => {
  const context = { ...CONTEXT, deadlineAtMs: performance.now() + 1_000 };
  const patient = { maxBackoffMs: 10_000 };
  expect(await ask([failure('unavailable', 5_000)], patient, QUERY, context)).toMatchObject({ asked: 1 });
});

test('nothing is repeated for who leaves during the pause', async () => {
  const gone = new AbortController();
  setImmediate(() => gone.abort(failure('abandoned')));
  const context = { ...CONTEXT, signal: gone.signal };
  const patient = { maxBackoffMs: 60_000 };
  const { answer, asked } = await ask([failure('throttled', 60_000)], patient, QUERY, context);
  expect([answer, asked]).toEqual(['abandoned', 1]);
});

describe('the budget', () => {
  test('used up: the failure stands', async () => {
    expect(await ask([failure('timeout')], { budgetPerSecond: 0 })).toEqual({
      answer: 'timeout',
      asked: 1,
      heard: ['exhausted'],
    });
  });

  test('law: retries are at the most a part of the fetches, and so many a second besides', () => {
    const step = fc.record({ ms: fc.nat(50), isRetry: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 300 }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.nat(20),
        (steps, ratio, minPerSecond) => {
          let nowMs = 0;
          const budget = createRetryBudget({ ratio, minPerSecond }, () => nowMs);
          let paid = 0;
          let taken = 0;
          for (const { ms, isRetry } of steps) {
            nowMs += ms;
            if (isRetry) taken += budget.takeOut() ? 1 : 0;
            else paid += 1;
            if (!isRetry) budget.payIn();
          }
          expect(taken).toBeLessThanOrEqual(paid * ratio + (nowMs / 1_000 + 1) * minPerSecond + 1e-6);
        },
      ),
    );
  });
});
