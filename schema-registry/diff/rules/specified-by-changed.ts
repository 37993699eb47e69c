import { isScalarType } from 'graphql';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const specifiedByChanged: DiffRule = {
  id: 'diff/specified-by-changed',
  severity: 'dangerous',
  why: 'clients that write and read it by the other specification may fail',
  fix: 'add a scalar of another name where the form changed',
  find: ({ types }) =>
    kept(types).flatMap(({ coordinate, before, after }) => {
      if (!isScalarType(before) || !isScalarType(after)) return [];
      const [old, now] = [before.specifiedByURL, after.specifiedByURL];
      return old === now
        ? []
        : [{ coordinate, message: `specified by ${now ?? 'nothing'}, before by ${old ?? 'nothing'}` }];
    }),
};
