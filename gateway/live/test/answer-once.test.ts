import { expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import type { Lifetime } from '../../lifetime.ts';
import { answerOnce } from '../answer-once.ts';
import { testOutlet } from './outlet.ts';

const LONG_MS = 60_000;

test('sends the answer, and ends', async () => {
  const outlet = testOutlet();
  answerOnce(async () => '{"data":1}', LONG_MS).start(outlet);
  await eventually(() => outlet.ends.length > 0);
  expect([outlet.sent, outlet.ends]).toEqual([['{"data":1}'], [undefined]]);
});

test('a client that completes it ends what is done for it, and gets nothing more', async () => {
  const outlet = testOutlet();
  const given = Promise.withResolvers<Lifetime>();
  const answered = Promise.withResolvers<void>();
  const operation = answerOnce((lifetime) => {
    given.resolve(lifetime);
    return new Promise((resolve) =>
      lifetime.signal.addEventListener('abort', () => {
        resolve('late');
        setImmediate(answered.resolve);
      }),
    );
  }, LONG_MS);
  operation.start(outlet);
  const { signal } = await given.promise;
  operation.cancel();
  await answered.promise;
  expect([outlet.sent, outlet.ends]).toEqual([[], []]);
  expect(signal.reason).toMatchObject({ kind: 'abandoned' });
});

test('the time that it may take is bounded', async () => {
  const outlet = testOutlet();
  answerOnce(
    ({ signal }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason.kind))),
    1,
  ).start(outlet);
  await eventually(() => outlet.ends.length > 0);
  expect(outlet.sent).toEqual(['deadline']);
});

test('what fails ends it', async () => {
  const outlet = testOutlet();
  answerOnce(() => Promise.reject(new Error('failed')), LONG_MS).start(outlet);
  await eventually(() => outlet.ends.length > 0);
  expect([outlet.sent, outlet.ends]).toEqual([[], [new Error('failed')]]);
});
