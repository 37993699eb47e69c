import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const fieldRemoved: DiffRule = {
  id: 'diff/field-removed',
  severity: 'breaking',
  why: 'operations that select it are refused',
  fix: 'keep it with @deprecated until nobody selects it',
  find: ({ fields }) =>
    removed(fields).map(({ coordinate, before }) => ({
      coordinate,
      message: before.deprecationReason ? 'the deprecated field was removed' : 'the field was removed',
      removed: true,
    })),
};
