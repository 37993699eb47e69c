import { ofType } from '../causes.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';
import { typeChange, typeChanged } from '../type-change.ts';

export const fieldTypeChanged: DiffRule = {
  id: 'diff/field-type-changed',
  severity: 'breaking',
  why: 'operations select from it, and clients read it, in the old form',
  fix: 'add a field of another name, and deprecate this one',
  find: ({ fields }) =>
    kept(fields)
      .filter(({ before, after }) => typeChange(before.type, after.type).shape)
      .map(({ coordinate, before, after }) => ({
        coordinate,
        message: typeChanged(before.type, after.type),
        cause: ofType(after.type),
      })),
};
