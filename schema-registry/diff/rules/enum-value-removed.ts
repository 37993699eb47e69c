import { ownerOf } from '../coordinates.ts';
import { gone } from '../gone.ts';
import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const enumValueRemoved: DiffRule = {
  id: 'diff/enum-value-removed',
  severity: 'breaking',
  why: 'operations that send it are refused',
  fix: 'keep it with @deprecated until nobody sends it',
  find: ({ enumValues, before, after }) =>
    removed(enumValues)
      .filter(({ coordinate }) => before.sent.has(ownerOf(coordinate)))
      .map(({ coordinate }) => gone('the value', coordinate, after)),
};
