import { listSizes, sizeChange } from '../list-sizes.ts';
import type { DiffRule } from '../rule.ts';

export const listSizeLowered: DiffRule = {
  id: 'diff/list-size-lowered',
  severity: 'safe',
  why: 'operations cost less',
  find: (comparison) =>
    listSizes(comparison)
      .filter((sizes) => (sizeChange(sizes) ?? 0) < 0)
      .map(({ coordinate, before, after }) => ({
        coordinate,
        message: `the assumed size changed from ${before?.assumedSize} to ${after?.assumedSize}`,
      })),
};
