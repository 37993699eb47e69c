import { added } from '../pairs.ts';
import { newlyPossible } from '../possible-types.ts';
import { isRootType } from '../root-types.ts';
import type { DiffRule } from '../rule.ts';

export const typeAdded: DiffRule = {
  id: 'diff/type-added',
  severity: 'safe',
  why: 'no operation knows it',
  find: ({ types, before, after }) =>
    added(types)
      .filter(
        ({ after: type }) => !isRootType(after.schema, type.name) && newlyPossible(before, type).length === 0,
      )
      .map(({ coordinate }) => ({ coordinate, message: 'the type was added' })),
};
