import { expect, test } from '@jest/globals';
import { createLoader } from '../dataloader.ts';

const recording = () => {
  const batches: (readonly string[])[] = [];
  const fetch = async (keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    batches.push(keys);
    return new Map(keys.filter((key) => key !== 'missing').map((key) => [key, key.toUpperCase()]));
  };
  return { batches, fetch };
};

test('what is asked for in one turn is one fetch, each key once', async () => {
  const { batches, fetch } = recording();
  const loader = createLoader(fetch);
  expect(await Promise.all([loader.load('a'), loader.load('b'), loader.load('a')])).toEqual(['A', 'B', 'A']);
  expect(batches).toEqual([['a', 'b']]);
});

test('a key without a value is null', async () => {
  const loader = createLoader(recording().fetch);
  expect(await loader.loadMany(['a', 'missing'])).toEqual(['A', null]);
});

test('a batch has at the most so many keys', async () => {
  const { batches, fetch } = recording();
  await createLoader(fetch, 2).loadMany(['a', 'b', 'c']);
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

test('a fetch that fails fails every key of its batch', async () => {
  const loader = createLoader<string, string>(async () => {
    throw new Error('down');
  });
  const results = await Promise.allSettled([loader.load('a'), loader.load('b')]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('what was loaded is remembered until it is cleared', async () => {
  const { batches, fetch } = recording();
  const loader = createLoader(fetch);
  await loader.load('a');
  await loader.load('a');
  loader.clear();
  expect(await loader.load('a')).toBe('A');
  expect(batches).toEqual([['a'], ['a']]);
});
