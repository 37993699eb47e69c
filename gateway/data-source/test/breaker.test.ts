import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BreakerState, createBreaker, type Verdict, withBreaker } from '../breaker.ts';
import type { Fetch } from '../data-source.ts';
import { type FailureKind, FetchFailure } from '../failure.ts';
import { CONTEXT, QUERY } from './operations.ts';

const SETTINGS = { failures: 3, openMs: 1_000, successes: 2 };

/** A breaker on a clock that stands still until it is told. */
function start() {
  let nowMs = 0;
  const changes: BreakerState[] = [];
  const breaker = createBreaker(
    SETTINGS,
    (state) => changes.push(state),
    () => nowMs,
  );
  const say = (...verdicts: Verdict[]) => {
    for (const verdict of verdicts) breaker.leave(breaker.enter() ?? Number.NaN, verdict);
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { breaker, changes, say, pass };
}

test('opens after so many failures in a row', () => {
  const { breaker, say } = start();
  say('failure', 'failure', 'success', 'failure', 'failure');
  expect(breaker.state).toBe('closed');
  say('failure');
  expect(breaker.state).toBe('open');
  expect(breaker.enter()).toBeUndefined();
});

test('what says nothing of the subgraph neither opens nor closes it', () => {
  const { breaker, say, pass } = start();
  say('failure', 'failure', 'neither', 'failure');
  expect(breaker.state).toBe('open');
  pass(1_000);
  say('neither', 'success', 'neither');
  expect(breaker.state).toBe('half-open');
  say('success');
  expect(breaker.state).toBe('closed');
});

test('half-open lets in as many as it wants successes, and no more until they are back', () => {
  const { breaker, say, pass } = start();
  say('failure', 'failure', 'failure');
  pass(999);
  expect(breaker.enter()).toBeUndefined();
  pass(1);
  const probes = [breaker.enter(), breaker.enter(), breaker.enter()];
  expect(probes.map((entry) => entry !== undefined)).toEqual([true, true, false]);
  for (const entry of probes.slice(0, 2)) breaker.leave(entry as number, 'success');
  expect(breaker.state).toBe('closed');
});

test('one failure while half-open opens it again, for the whole time', () => {
  const { breaker, changes, say, pass } = start();
  say('failure', 'failure', 'failure');
  pass(1_000);
  say('success', 'failure');
  pass(999);
  expect(breaker.enter()).toBeUndefined();
  expect(changes).toEqual(['open', 'half-open', 'open']);
});

test('what began before it opened says nothing about afterwards', () => {
  const { breaker, say, pass } = start();
  const slow = [breaker.enter(), breaker.enter()];
  say('failure', 'failure', 'failure');
  pass(1_000);
  say('success');
  for (const entry of slow) breaker.leave(entry as number, 'failure');
  expect(breaker.state).toBe('half-open');
});

test('law: it opens on failures only, and a subgraph that is well again closes it', () => {
  const step = fc.record({
    verdict: fc.constantFrom<Verdict>('success', 'failure', 'neither'),
    ms: fc.nat(700),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { breaker, say, pass } = start();
      let last: Verdict = 'success';
      for (const { verdict, ms } of steps) {
        pass(ms);
        const entry = breaker.enter();
        if (entry === undefined) continue;
        if (verdict !== 'neither') last = verdict;
        breaker.leave(entry, verdict);
        if (breaker.state === 'open') expect(last).toBe('failure');
      }
      pass(SETTINGS.openMs);
      say('success', 'success');
      expect(breaker.state).toBe('closed');
    }),
  );
});

describe('around a fetch', () => {
  const failing =
    (kind: FailureKind): Fetch =>
    async () => {
      throw new FetchFailure(kind, kind);
    };
  const stateAfter = async (fetch: Fetch) => {
    const breaker = createBreaker({ ...SETTINGS, failures: 1 });
    await withBreaker(fetch, breaker)(QUERY, CONTEXT).catch(() => {});
    return breaker.state;
  };

  test.each<FailureKind>(['unreachable', 'timeout', 'unavailable', 'malformed'])(
    '%s counts',
    async (kind) => {
      expect(await stateAfter(failing(kind))).toBe('open');
    },
  );

  test.each<FailureKind>(['throttled', 'too-long', 'refused', 'abandoned', 'deadline', 'unsent'])(
    '%s does not count',
    async (kind) => {
      expect(await stateAfter(failing(kind))).toBe('closed');
    },
  );

  test('errors of GraphQL do not count', async () => {
    expect(await stateAfter(async () => ({ errors: [{ message: 'no' }] }))).toBe('closed');
  });

  test('open: fails at once, and the subgraph is not asked', async () => {
    let asked = 0;
    const breaker = createBreaker({ ...SETTINGS, failures: 1 });
    const fetch = withBreaker(async () => {
      asked += 1;
      throw new FetchFailure('timeout', 'late');
    }, breaker);
    await expect(fetch(QUERY, CONTEXT)).rejects.toMatchObject({ kind: 'timeout' });
    await expect(fetch(QUERY, CONTEXT)).rejects.toMatchObject({ kind: 'refused' });
    expect(asked).toBe(1);
  });
});
