import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { listWithoutListSize } from './list-without-list-size.ts';

describe('a list says how long it may be', () => {
  test.each([
    ['a size of its own', 'type Query { a: [A!]! @listSize(assumedSize: 5) } type A { x: Int }'],
    [
      'one that the field above gives',
      'type Query { a(first: Int): AConnection @listSize(slicingArguments: ["first"], sizedFields: ["edges"]) } type AConnection { edges: [A] } type A { x: Int }',
    ],
    ['lists of scalars and enums', 'scalar S enum E { X } type Query { a: [S] b: [String!]! c: [E] }'],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(listWithoutListSize, sdl)).toEqual([]);
  });

  test.each([
    ['a list of objects', 'type Query { a: [A!]! } type A { x: Int }', ['Query.a']],
    ['a connection', 'type Query { a: AConnection! } type AConnection { x: Int }', ['Query.a']],
    [
      'a list whose field above sizes another',
      'type Query { a: P @listSize(assumedSize: 5, sizedFields: ["other"]) } type P { b: [A] other: [A] } type A { x: Int }',
      ['P.b'],
    ],
    ['a list of a type of another subgraph', 'type Query { a: [Elsewhere] }', ['Query.a']],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(listWithoutListSize, sdl)).toEqual(coordinates);
  });
});
