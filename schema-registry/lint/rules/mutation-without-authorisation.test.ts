import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { mutationWithoutAuthorisation } from './mutation-without-authorisation.ts';

const coordinates = (sdl: string, link?: string) => coordinatesOf(mutationWithoutAuthorisation, sdl, link);

describe('a mutation says who may call it', () => {
  test('on the field', () => {
    expect(coordinates('type Mutation { a: Int @authenticated, b: Int @policy(policies: [["x"]]) }')).toEqual(
      [],
    );
  });

  test('on the whole type', () => {
    expect(coordinates('type Mutation @authenticated { a: Int }\nextend type Mutation { b: Int }')).toEqual(
      [],
    );
  });

  test('with the prefix of a specification that is not imported', () => {
    expect(coordinates('type Mutation { a: Int @federation__requiresScopes(scopes: [["x"]]) }')).toEqual([]);
  });

  test('under the name it was imported as', () => {
    const link =
      '@link(url: "https://specs.apollo.dev/federation/v2.5", import: [{ name: "@authenticated", as: "@signedIn" }])';
    expect(coordinates('type Mutation { a: Int @signedIn, b: Int @authenticated }', link)).toEqual([
      'Mutation.b',
    ]);
  });
});

describe('it is found when it does not', () => {
  test('in the type and in its extensions', () => {
    expect(
      coordinates('type Mutation { a: Int, b: Int @authenticated }\nextend type Mutation { c: Int }'),
    ).toEqual(['Mutation.a', 'Mutation.c']);
  });

  test('under another name of the mutation type', () => {
    expect(coordinates('extend schema { mutation: Writes }\ntype Writes { a: Int }')).toEqual(['Writes.a']);
  });

  test('when a directive of the same name is not that of the specification', () => {
    expect(
      coordinates('directive @requiresScopes on FIELD_DEFINITION\ntype Mutation { a: Int @requiresScopes }'),
    ).toEqual(['Mutation.a']);
  });

  test('queries may be open to all', () => {
    expect(coordinates('type Query { a: Int }')).toEqual([]);
  });
});
