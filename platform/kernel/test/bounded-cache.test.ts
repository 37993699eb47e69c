import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createBoundedCache } from '../bounded-cache.ts';

test('keeps what was used last', () => {
  const cache = createBoundedCache<string, number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});

test('a value set again is the new one; a deleted one is gone', () => {
  const cache = createBoundedCache<string, number>(2);
  cache.set('a', 1);
  cache.set('a', 2);
  expect(cache.get('a')).toBe(2);
  cache.delete('a');
  expect(cache.get('a')).toBeUndefined();
});

test('never holds more than its capacity', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(10)), (capacity, keys) => {
      const cache = createBoundedCache<number, number>(capacity);
      for (const key of keys) cache.set(key, key);
      expect(cache.size).toBe(Math.min(capacity, new Set(keys).size));
    }),
  );
});

test('the entries together weigh no more than its capacity; one that is heavier alone is not kept', () => {
  const texts = fc.array(fc.string({ maxLength: 12 }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), texts, (capacity, keys) => {
      const cache = createBoundedCache<string, true>(capacity, (key) => key.length);
      for (const key of keys) {
        cache.set(key, true);
        expect(cache.get(key)).toBe(key.length <= capacity ? true : undefined);
      }
      const held = [...new Set(keys)].filter((key) => cache.get(key));
      expect(held.join('').length).toBeLessThanOrEqual(capacity);
    }),
  );
});
