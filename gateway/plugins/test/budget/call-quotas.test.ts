import { expect, test } from '@jest/globals';
import type { Fetch } from '../../../data-source/data-source.ts';
import { createCallQuotas } from '../../budget/quotas/call.ts';

const call = (fetch: Fetch) => createCallQuotas(() => fetch);

test('A subgraph that does not answer keeps the first waiting half a second, and nobody after it', async () => {
  let calls = 0;
  const ask = call(() => {
    calls += 1;
    return new Promise(() => {});
  });
  const beganMs = performance.now();
  await expect(ask('mutation', 'acme', {})).rejects.toThrow('no answer in time');
  const waitedMs = performance.now() - beganMs;
  expect(waitedMs).toBeGreaterThan(490);
  await expect(ask('mutation', 'acme', {})).rejects.toThrow('does not answer now');
  expect(calls).toBe(1);
});

test('What it answers counts again as soon as it answers', async () => {
  const hung = Promise.withResolvers<{ data: { answer: number } }>();
  const answers = [hung.promise, Promise.resolve({ data: { answer: 2 } })];
  const ask = call(() => answers.shift() as never);
  await expect(ask('mutation', 'acme', {})).rejects.toThrow('no answer in time');
  hung.resolve({ data: { answer: 1 } });
  await hung.promise;
  await new Promise(setImmediate);
  expect(await ask('mutation', 'acme', {})).toBe(2);
});
