import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { noTypenamePrefix } from './no-typename-prefix.ts';

describe('a field does not say the name of its type again', () => {
  test.each([
    ['other names', 'type User { name: String useful: Int }'],
    ['root types', 'type Query { query: Int queryUser: Int }'],
  ])('allows %s', (_, sdl) => {
    expect(coordinatesOf(noTypenamePrefix, sdl)).toEqual([]);
  });

  test.each([
    [
      'the name in any case',
      'type User { userName: String USERID: ID } interface Node { nodeId: ID }',
      ['User.userName', 'User.USERID', 'Node.nodeId'],
    ],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(noTypenamePrefix, sdl)).toEqual(coordinates);
  });
});
