import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { uniqueEnumValueNames } from './unique-enum-value-names.ts';

describe('values of an enum differ by more than case', () => {
  test.each([['others', 'enum E { A AB }']])('allows %s', (_, sdl) => {
    expect(coordinatesOf(uniqueEnumValueNames, sdl)).toEqual([]);
  });

  test.each([['the same in another case', 'enum E { A a B }', ['E.a']]])(
    'finds %s',
    (_, sdl, coordinates) => {
      expect(coordinatesOf(uniqueEnumValueNames, sdl)).toEqual(coordinates);
    },
  );
});
