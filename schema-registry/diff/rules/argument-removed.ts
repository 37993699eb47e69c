import { gone } from '../gone.ts';
import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const argumentRemoved: DiffRule = {
  id: 'diff/argument-removed',
  severity: 'breaking',
  why: 'operations that send it are refused',
  fix: 'keep it with @deprecated, ignored, until nobody sends it',
  find: ({ args, after }) => removed(args).map(({ coordinate }) => gone('the argument', coordinate, after)),
};
