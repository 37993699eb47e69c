import { gone } from '../gone.ts';
import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const fieldRemoved: DiffRule = {
  id: 'diff/field-removed',
  severity: 'breaking',
  why: 'operations that select it are refused',
  fix: 'keep it with @deprecated until nobody selects it',
  find: ({ fields, after }) =>
    removed(fields).map(({ coordinate, before }) =>
      gone(before.deprecationReason ? 'the deprecated field' : 'the field', coordinate, after),
    ),
};
