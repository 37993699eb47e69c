import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { relayConnectionTypes } from './relay-connection-types.ts';

describe('a connection is one', () => {
  test.each([['one', 'type AConnection { edges: [AEdge!]! pageInfo: PageInfo! }']])('allows %s', (_, sdl) => {
    expect(coordinatesOf(relayConnectionTypes, sdl)).toEqual([]);
  });

  test.each([
    ['other edges', 'type AConnection { edges: [BEdge!]! pageInfo: PageInfo! }', ['AConnection']],
    [
      'no edges, no page',
      'type AConnection { nodes: [Int] pageInfo: PageInfo }',
      ['AConnection', 'AConnection'],
    ],
  ])('finds %s', (_, sdl, coordinates) => {
    expect(coordinatesOf(relayConnectionTypes, sdl)).toEqual(coordinates);
  });
});
