import { added } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const fieldAdded: DiffRule = {
  id: 'diff/field-added',
  severity: 'safe',
  why: 'no operation selects it',
  find: ({ fields }) =>
    added(fields).map(({ coordinate, after }) => ({ coordinate, message: `added, of type ${after.type}` })),
};
