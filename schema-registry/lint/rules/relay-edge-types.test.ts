import { describe, expect, test } from '@jest/globals';
import { coordinatesOf } from '../test/problems.ts';
import { relayEdgeTypes } from './relay-edge-types.ts';

describe('an edge is one', () => {
  test.each([['one', 'type AEdge { node: A! cursor: String! }']])('allows %s', (_, sdl) => {
    expect(coordinatesOf(relayEdgeTypes, sdl)).toEqual([]);
  });

  test.each([['neither node nor cursor', 'type AEdge { x: Int }', ['AEdge', 'AEdge']]])(
    'finds %s',
    (_, sdl, coordinates) => {
      expect(coordinatesOf(relayEdgeTypes, sdl)).toEqual(coordinates);
    },
  );
});
