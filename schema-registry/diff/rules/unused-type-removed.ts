import { gone } from '../gone.ts';
import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const unusedTypeRemoved: DiffRule = {
  id: 'diff/unused-type-removed',
  severity: 'safe',
  why: 'no operation could come upon it',
  find: ({ types, before, after }) =>
    removed(types)
      .filter(({ before: { name } }) => !before.reachable.has(name))
      .map(({ coordinate }) => gone('the type', coordinate, after)),
};
