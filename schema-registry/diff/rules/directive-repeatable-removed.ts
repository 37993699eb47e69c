import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const directiveRepeatableRemoved: DiffRule = {
  id: 'diff/directive-repeatable-removed',
  severity: 'breaking',
  why: 'operations that repeat it are refused',
  fix: 'keep it repeatable until no operation repeats it',
  find: ({ directives }) =>
    kept(directives)
      .filter(({ before, after }) => before.isRepeatable && !after.isRepeatable)
      .map(({ coordinate }) => ({ coordinate, message: 'it is no longer repeatable' })),
};
