import { gone } from '../gone.ts';
import { removed } from '../pairs.ts';
import { isRootType } from '../root-types.ts';
import type { DiffRule } from '../rule.ts';

export const typeRemoved: DiffRule = {
  id: 'diff/type-removed',
  severity: 'breaking',
  why: 'operations that name it are refused',
  fix: 'deprecate what returns or takes it, and remove it when nobody uses that any more',
  find: ({ types, before, after }) =>
    removed(types)
      .filter(({ before: { name } }) => before.reachable.has(name) && !isRootType(before.schema, name))
      .map(({ coordinate }) => gone('the type', coordinate, after)),
};
