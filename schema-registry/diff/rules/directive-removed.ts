import { gone } from '../gone.ts';
import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const directiveRemoved: DiffRule = {
  id: 'diff/directive-removed',
  severity: 'breaking',
  why: 'operations that use it are refused',
  fix: 'keep it until no operation uses it',
  find: ({ directives, after }) =>
    removed(directives).map(({ coordinate }) => gone('the directive', coordinate, after)),
};
