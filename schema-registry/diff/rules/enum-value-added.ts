import { ownerOf } from '../coordinates.ts';
import { added } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const enumValueAdded: DiffRule = {
  id: 'diff/enum-value-added',
  severity: 'dangerous',
  why: 'clients receive a value that they do not know',
  fix: 'have clients ready for unknown values first',
  find: ({ enumValues, before }) =>
    added(enumValues)
      .filter(({ coordinate }) => before.received.has(ownerOf(coordinate)))
      .map(({ coordinate }) => ({ coordinate, message: 'the value was added' })),
};
