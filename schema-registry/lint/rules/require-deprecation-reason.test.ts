import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { requireDeprecationReason } from './require-deprecation-reason.ts';

describe('a deprecation says why', () => {
  test.each([['a reason', 'type A { x: Int @deprecated(reason: "Use `y`.") }']])('allows %s', (_, sdl) => {
    expect(coordinatesOf(requireDeprecationReason, sdl)).toEqual([]);
  });

  test.each([
    [
      'none',
      'type A { x(y: Int @deprecated): Int @deprecated } enum E { X @deprecated }',
      ['A.x', 'A.x(y:)', 'E.X'],
    ],
    ['an empty one', 'input I { x: Int @deprecated(reason: " ") }', ['I.x']],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(requireDeprecationReason, sdl)).toEqual(coordinates);
  });
});
