import { describe, expect, test } from '@jest/globals';
import { AssertionError, assert, present, unreachable } from '../assert.ts';

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
