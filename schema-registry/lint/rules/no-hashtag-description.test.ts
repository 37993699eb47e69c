import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { noHashtagDescription } from './no-hashtag-description.ts';

describe('what is said of a type is a description', () => {
  test.each([
    ['descriptions', '"A." type A { x: Int }'],
    [
      'a comment beside a description',
      `# For maintainers.
"A." type A { x: Int }`,
    ],
    [
      'a comment with a line between',
      `# Part one.

type A { x: Int }`,
    ],
    [
      'a rule set aside',
      `# lint-disable-next-line naming-convention -- of old
type a { x: Int }`,
    ],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(noHashtagDescription, sdl)).toEqual([]);
  });

  test.each([
    [
      'a comment in its place',
      `# An A.
type A { x: Int }`,
      ['A'],
    ],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(noHashtagDescription, sdl)).toEqual(coordinates);
  });
});
