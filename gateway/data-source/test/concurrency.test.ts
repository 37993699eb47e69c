import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withConcurrency } from '../concurrency.ts';
import { FetchFailure } from '../failure.ts';
import { CONTEXT, holdFetch, QUERY } from './operations.ts';

const SETTINGS = { connections: 2, maxQueued: 2, queueTimeoutMs: 60_000 };
const nextTurn = () => new Promise(setImmediate);

function start(settings = SETTINGS) {
  const { fetch, calls } = holdFetch();
  const limited = withConcurrency(fetch, settings);
  const gone = new AbortController();
  return {
    limited,
    calls,
    ask: () => limited.fetch(QUERY, CONTEXT),
    askAndLeave: () => limited.fetch(QUERY, { ...CONTEXT, signal: gone.signal }),
    leave: () => gone.abort(new FetchFailure('abandoned', 'gone')),
  };
}

test('so many at a time; the others follow in their order as places become free', async () => {
  const { limited, calls, ask } = start();
  const answers = [ask(), ask(), ask(), ask()];
  expect([calls.length, limited.active, limited.queued]).toEqual([2, 2, 2]);
  calls[1]?.resolve({ data: { n: 1 } });
  await answers[1];
  await nextTurn();
  expect([calls.length, limited.active, limited.queued]).toEqual([3, 2, 1]);
  calls[0]?.reject(new Error('failed'));
  await expect(answers[0]).rejects.toThrow('failed');
  await nextTurn();
  expect([calls.length, limited.active, limited.queued]).toEqual([4, 2, 0]);
  calls[2]?.resolve({ data: { n: 2 } });
  calls[3]?.resolve({ data: { n: 3 } });
  expect(await Promise.all(answers.slice(2))).toEqual([{ data: { n: 2 } }, { data: { n: 3 } }]);
  await nextTurn();
  expect(limited.active).toBe(0);
});

test('a full queue refuses at once', async () => {
  const { ask, askAndLeave, leave } = start();
  void ask();
  void ask();
  const waiting = [askAndLeave(), askAndLeave()];
  await expect(ask()).rejects.toMatchObject({ kind: 'refused' });
  leave();
  await Promise.allSettled(waiting);
});

test('who waits too long is refused, and its place in the queue is free again', async () => {
  const { limited, ask } = start({ ...SETTINGS, queueTimeoutMs: 1 });
  void ask();
  void ask();
  await expect(ask()).rejects.toMatchObject({ kind: 'refused' });
  expect(limited.queued).toBe(0);
});

test('who is gone waits no more, and never takes a place', async () => {
  const { limited, calls, ask, askAndLeave, leave } = start();
  const first = ask();
  void ask();
  const waiting = askAndLeave();
  leave();
  await expect(waiting).rejects.toMatchObject({ kind: 'abandoned' });
  await expect(askAndLeave()).rejects.toMatchObject({ kind: 'abandoned' });
  calls[0]?.resolve({ data: {} });
  await first;
  await nextTurn();
  expect([calls.length, limited.active, limited.queued]).toEqual([2, 1, 0]);
});

test('law: never more under way than connections, and every fetch ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ turns: fc.nat(3), fails: fc.boolean() }), { maxLength: 20 }),
      async (connections, asked) => {
        let active = 0;
        let most = 0;
        let next = 0;
        const { fetch } = withConcurrency(
          async () => {
            active += 1;
            most = Math.max(most, active);
            const { turns = 0, fails = false } = asked[next++] ?? {};
            for (let i = 0; i < turns; i += 1) await nextTurn();
            active -= 1;
            if (fails) throw new Error('failed');
            return { data: {} };
          },
          { connections, maxQueued: 20, queueTimeoutMs: 60_000 },
        );
        const ends = await Promise.allSettled(asked.map(() => fetch(QUERY, CONTEXT)));
        expect(most).toBeLessThanOrEqual(connections);
        expect(ends.filter(({ status }) => status === 'rejected').length).toBe(
          asked.filter(({ fails }) => fails).length,
        );
      },
    ),
    { numRuns: 50 },
  );
});
