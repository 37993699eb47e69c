import { listSizes, sizeChange } from '../list-sizes.ts';
import type { DiffRule } from '../rule.ts';

export const listSizeRaised: DiffRule = {
  id: 'diff/list-size-raised',
  severity: 'dangerous',
  why: "operations within a client's budget may exceed it",
  fix: 'raise the budget of those who use it, or bound the list by an argument',
  find: (comparison) =>
    listSizes(comparison)
      .filter((sizes) => (sizeChange(sizes) ?? 0) > 0)
      .map(({ coordinate, before, after }) => ({
        coordinate,
        message: `the assumed size changed from ${before?.assumedSize} to ${after?.assumedSize}`,
      })),
};
