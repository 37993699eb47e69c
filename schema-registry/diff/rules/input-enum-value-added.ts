import { ownerOf } from '../coordinates.ts';
import { added } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const inputEnumValueAdded: DiffRule = {
  id: 'diff/input-enum-value-added',
  severity: 'safe',
  why: 'no client receives it',
  find: ({ enumValues, before }) =>
    added(enumValues)
      .filter(({ coordinate }) => !before.received.has(ownerOf(coordinate)))
      .map(({ coordinate }) => ({ coordinate, message: 'the value was added' })),
};
