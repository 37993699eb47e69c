import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { namingConvention } from './naming-convention.ts';

describe('names have the form of what they name', () => {
  test.each([
    [
      'the usual forms',
      'type LineItem { unitPrice(inCurrency: Int): Int } enum State { IN_USE V2 } input A1 { b2: Int }',
    ],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(namingConvention, sdl)).toEqual([]);
  });

  test.each([
    ['types', 'type line_item { a: Int } scalar dateTime', ['line_item', 'dateTime']],
    ['fields and arguments', 'type A { Unit_price(In: Int): Int }', ['A.Unit_price', 'A.Unit_price(In:)']],
    ['input fields', 'input A { b_c: Int }', ['A.b_c']],
    ['enum values', 'enum E { inUse A__B }', ['E.inUse', 'E.A__B']],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(namingConvention, sdl)).toEqual(coordinates);
  });
});
