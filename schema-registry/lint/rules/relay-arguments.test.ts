import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { relayArguments } from './relay-arguments.ts';

describe('a connection can be paged through', () => {
  test.each([
    ['forwards', 'type Query { a(first: Int, after: ID): AConnection }'],
    ['backwards', 'type Query { a(last: Int, before: ID): AConnection! }'],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(relayArguments, sdl)).toEqual([]);
  });

  test.each([['neither', 'type Query { a(first: Int): AConnection }', ['Query.a']]])(
    'finds %s',
    (_, sdl, coordinates) => {
      expect(coordinatesOf(relayArguments, sdl)).toEqual(coordinates);
    },
  );
});
