import { added } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const directiveAdded: DiffRule = {
  id: 'diff/directive-added',
  severity: 'safe',
  why: 'no operation uses it',
  find: ({ directives }) =>
    added(directives).map(({ coordinate }) => ({ coordinate, message: 'the directive was added' })),
};
