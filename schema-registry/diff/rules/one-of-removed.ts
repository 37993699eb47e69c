import { isOneOf } from '../kinds.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const oneOfRemoved: DiffRule = {
  id: 'diff/one-of-removed',
  severity: 'safe',
  why: 'one field is still taken',
  find: ({ types }) =>
    kept(types)
      .filter(({ before, after }) => isOneOf(before) && !isOneOf(after))
      .map(({ coordinate }) => ({ coordinate, message: '@oneOf was removed' })),
};
