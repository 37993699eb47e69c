import { isOneOf } from '../kinds.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const oneOfAdded: DiffRule = {
  id: 'diff/one-of-added',
  severity: 'breaking',
  why: 'operations that send several of its fields, none, or null are refused',
  fix: 'add an input of another name',
  find: ({ types, before }) =>
    kept(types)
      .filter(
        (pair) => before.reachable.has(pair.before.name) && !isOneOf(pair.before) && isOneOf(pair.after),
      )
      .map(({ coordinate }) => ({ coordinate, message: '@oneOf was added' })),
};
