import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { noScalarResultTypeOnMutation } from './no-scalar-result-type-on-mutation.ts';

describe('a mutation answers with an object', () => {
  test.each([['objects and unions', 'type Mutation { a: A b: U! } type A { x: Int } union U = A']])(
    'allows %s',
    (_, sdl) => {
      expect(coordinatesOf(noScalarResultTypeOnMutation, sdl)).toEqual([]);
    },
  );

  test.each([
    ['scalars, in lists too', 'scalar S type Mutation { a: Boolean! b: [S] }', ['Mutation.a', 'Mutation.b']],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(noScalarResultTypeOnMutation, sdl)).toEqual(coordinates);
  });
});
