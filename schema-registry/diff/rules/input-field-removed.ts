import { gone } from '../gone.ts';
import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const inputFieldRemoved: DiffRule = {
  id: 'diff/input-field-removed',
  severity: 'breaking',
  why: 'operations that send it are refused',
  fix: 'keep it with @deprecated, ignored, until nobody sends it',
  find: ({ inputFields, after }) =>
    removed(inputFields).map(({ coordinate }) => gone('the field', coordinate, after)),
};
