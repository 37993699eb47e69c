import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { requireDescription } from './require-description.ts';

describe('types and the fields of root types are described', () => {
  test.each([
    [
      'what is described',
      '"An A." type A { x: Int } type Query { "One." a: A } "A directive." directive @d on FIELD',
    ],
    [
      'types whose name says it: of connections, and of what a mutation takes and gives',
      'type Mutation { "Opens one." openBook: Int } input OpenBookInput { x: Int } union OpenBookResult = A "An A." type A { x: Int } type AEdge { x: Int }',
    ],
    [
      'entities of another subgraph that are only referred to',
      'type A @key(fields: "id", resolvable: false) { id: ID }',
    ],
    ['extensions and fields of other types', 'extend type A { x: Int } "A B." input B { y: Int }'],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(requireDescription, sdl)).toEqual([]);
  });

  test.each([
    [
      'types of every kind',
      'type A { x: Int } input I { x: Int } enum E { X } scalar S union U = A interface N { x: Int }',
      ['A', 'I', 'E', 'S', 'U', 'N'],
    ],
    [
      'fields of root types',
      'type Query { a: Int } extend type Mutation { b: Int } type Subscription { c: Int }',
      ['Query.a', 'Mutation.b', 'Subscription.c'],
    ],
    ['directives', 'directive @d on FIELD', ['@d']],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(requireDescription, sdl)).toEqual(coordinates);
  });
});
