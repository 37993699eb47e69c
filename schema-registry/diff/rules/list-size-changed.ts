import { listSizes, sizeChange } from '../list-sizes.ts';
import type { DiffRule } from '../rule.ts';

export const listSizeChanged: DiffRule = {
  id: 'diff/list-size-changed',
  severity: 'dangerous',
  why: 'operations are counted otherwise and may exceed their budget',
  fix: 'compare what common operations cost before and after',
  find: (comparison) =>
    listSizes(comparison)
      .filter((sizes) => sizeChange(sizes) === undefined)
      .map(({ coordinate, before, after }) => ({
        coordinate,
        message: `@listSize ${!before ? 'was added' : after ? 'changed' : 'was removed'}`,
      })),
};
