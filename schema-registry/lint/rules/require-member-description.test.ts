import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { requireMemberDescription } from './require-member-description.ts';

describe('every member is described', () => {
  test.each([
    ['what is described', 'type A { "X." x("Y." y: Int): Int } input I { "X." x: Int } enum E { "X." X }'],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(requireMemberDescription, sdl)).toEqual([]);
  });

  test.each([
    ['fields and arguments', 'type A { x(y: Int): Int }', ['A.x', 'A.x(y:)']],
    ['input fields and enum values', 'input I { x: Int } enum E { X }', ['I.x', 'E.X']],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(requireMemberDescription, sdl)).toEqual(coordinates);
  });
});
