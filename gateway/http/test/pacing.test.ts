import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createPacing } from '../pacing.ts';

test('who comes alone goes on at once', async () => {
  const pace = createPacing();
  expect(pace()).toBeUndefined();
  await turn();
  await turn();
  expect(pace()).toBeUndefined();
});

test('of those who come together one goes on per turn of the event loop, in their order', async () => {
  const pace = createPacing();
  const gone: number[] = [];
  const all = Promise.all(
    [0, 1, 2, 3].map(async (caller) => {
      await pace();
      gone.push(caller);
    }),
  );
  for (let turns = 0; turns < 4; turns += 1) {
    expect(gone.length).toBeLessThanOrEqual(turns + 1);
    await turn();
  }
  await all;
  expect(gone).toEqual([0, 1, 2, 3]);
});
