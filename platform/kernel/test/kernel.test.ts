import { describe, expect, test } from '@jest/globals';
import { AssertionError, assert, present, unreachable } from '../assert.ts';
import { createBoundedCache } from '../bounded-cache.ts';
import { refusalCode } from '../refusal.ts';

describe('An assertion', () => {
  test('throws what the boundary masks', () => {
    expect(() => assert(false, 'a bug')).toThrow(AssertionError);
    expect(() => assert(1, 'no bug')).not.toThrow();
  });

  test('of presence gives the value, also when it is falsy', () => {
    expect(present(0, 'zero')).toBe(0);
    expect(present('', 'empty')).toBe('');
    expect(() => present(null, 'missing')).toThrow('missing');
    expect(() => present(undefined, 'missing')).toThrow('missing');
  });

  test('of exhaustiveness names the case', () => {
    expect(() => unreachable({ type: 'New' } as never)).toThrow('unhandled case: {"type":"New"}');
  });
});

describe('A bounded cache', () => {
  test('forgets what was used longest ago', () => {
    const cache = createBoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
  });

  test('replaces and deletes', () => {
    const cache = createBoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('a', 2);
    expect([cache.get('a'), cache.size]).toEqual([2, 1]);
    cache.delete('a');
    expect([cache.get('a'), cache.size]).toEqual([undefined, 0]);
  });
});

test.each([
  ['InsufficientFunds', 'INSUFFICIENT_FUNDS'],
  ['UnknownLedger', 'UNKNOWN_LEDGER'],
  ['Conflict', 'CONFLICT'],
])('the code of the refusal %s is %s', (type, code) => {
  expect(refusalCode(type)).toBe(code);
});
