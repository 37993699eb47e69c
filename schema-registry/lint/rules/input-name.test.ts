import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { inputName } from './input-name.ts';

describe('a mutation takes one input of its own name', () => {
  test.each([
    ['one', 'type Mutation { openBook(input: OpenBookInput!): Int }'],
    ['queries', 'type Query { a(x: Int): Int }'],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(inputName, sdl)).toEqual([]);
  });

  test.each([
    [
      'another argument',
      'type Mutation { openBook(input: OpenBookInput!, x: Int): Int }',
      ['Mutation.openBook'],
    ],
    ['another type', 'type Mutation { openBook(input: BookInput!): Int }', ['Mutation.openBook']],
    ['none', 'type Mutation { openBook: Int }', ['Mutation.openBook']],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(inputName, sdl)).toEqual(coordinates);
  });
});
