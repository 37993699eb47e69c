import { ownerOf } from '../coordinates.ts';
import { gone } from '../gone.ts';
import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const outputEnumValueRemoved: DiffRule = {
  id: 'diff/output-enum-value-removed',
  severity: 'dangerous',
  why: 'clients that wait for it wait forever',
  find: ({ enumValues, before, after }) =>
    removed(enumValues)
      .filter(({ coordinate }) => !before.sent.has(ownerOf(coordinate)))
      .map(({ coordinate }) => gone('the value', coordinate, after)),
};
