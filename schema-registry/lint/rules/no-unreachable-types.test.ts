import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { noUnreachableTypes } from './no-unreachable-types.ts';

describe('every type can be reached', () => {
  test.each([
    [
      'from root types',
      'type Query { a(b: B): A } type A { u: U } union U = C type C { e: E } enum E { X } input B { d: D } input D { x: Int }',
    ],
    ['as implementations', 'type Query { n: N } interface N { x: Int } type A implements N { x: Int }'],
    [
      'entities and shared types, by other subgraphs',
      'type A @key(fields: "x") { x: Int b: B } type B { x: Int } type C @shareable { x: Int }',
    ],
    ['extensions', 'extend type A { b: B } type B { x: Int }'],
    ['scalars', 'scalar S'],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(noUnreachableTypes, sdl)).toEqual([]);
  });

  test.each([
    [
      'what nothing leads to',
      'type Query { a: Int } type A { b: B } type B { x: Int } input I { x: Int }',
      ['A', 'B', 'I'],
    ],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(noUnreachableTypes, sdl)).toEqual(coordinates);
  });
});
