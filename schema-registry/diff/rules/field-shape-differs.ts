import { ofType } from '../causes.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';
import { madeNonNull, shapeConflicts } from '../shape-conflicts.ts';
import { typeChanged } from '../type-change.ts';

export const fieldShapeDiffers: DiffRule = {
  id: 'diff/field-shape-differs',
  severity: 'dangerous',
  why: 'operations that select both under one name are refused (GraphQL specification 5.3.2)',
  fix: 'make the other field non-null as well',
  find: (comparison) => {
    const conflicts = shapeConflicts(comparison);
    return madeNonNull(kept(comparison.fields)).flatMap(({ coordinate, before, after }) => {
      const others = conflicts.get(coordinate) ?? [];
      if (others.length === 0) return [];
      const named = others.map((other) => `${other.coordinate} is ${other.after.type}`).join(', ');
      const message = `${typeChanged(before.type, after.type)}, and ${named}`;
      return [{ coordinate, message, cause: ofType(after.type) }];
    });
  },
};
