import { expect, test } from '@jest/globals';
import type { Lifetime } from '../../lifetime.ts';
import { answerOnce } from '../answer-once.ts';

const LONG_MS = 60_000;

test('gives the answer, and ends', async () => {
  const values = [];
  for await (const value of answerOnce(async () => ({ data: { a: 1 } }), LONG_MS)) values.push(value);
  expect(values).toEqual([{ data: { a: 1 } }]);
});

test('a client that completes it ends what is done for it, and gets nothing more', async () => {
  let lifetime: Lifetime | undefined;
  const stream = answerOnce((given) => {
    lifetime = given;
    return new Promise((resolve) => given.signal.addEventListener('abort', () => resolve({ data: null })));
  }, LONG_MS);
  const next = stream.next();
  await stream.return?.();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(lifetime?.signal.reason).toMatchObject({ kind: 'abandoned' });
});

test('the time that it may take is bounded', async () => {
  const stream = answerOnce(
    ({ signal }) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ data: { late: signal.reason.kind } })),
      ),
    1,
  );
  expect(await stream.next()).toEqual({ done: false, value: { data: { late: 'deadline' } } });
});

test('what fails is passed on', async () => {
  const stream = answerOnce(() => Promise.reject(new Error('failed')), LONG_MS);
  await expect(stream.next()).rejects.toThrow('failed');
});
