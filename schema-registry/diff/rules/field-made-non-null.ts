import { ofType } from '../causes.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';
import { madeNonNull, shapeConflicts } from '../shape-conflicts.ts';
import { typeChanged } from '../type-change.ts';

export const fieldMadeNonNull: DiffRule = {
  id: 'diff/field-made-non-null',
  severity: 'safe',
  why: 'clients that expect null meet it no more',
  find: (comparison) => {
    const conflicts = shapeConflicts(comparison);
    return madeNonNull(kept(comparison.fields))
      .filter(({ coordinate }) => !conflicts.has(coordinate))
      .map(({ coordinate, before, after }) => ({
        coordinate,
        message: typeChanged(before.type, after.type),
        cause: ofType(after.type),
      }));
  },
};
