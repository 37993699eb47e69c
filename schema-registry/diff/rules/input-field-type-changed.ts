import { shapeChanged } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const inputFieldTypeChanged: DiffRule = {
  id: 'diff/input-field-type-changed',
  severity: 'breaking',
  why: 'variables of the old type, and most literals, are refused',
  fix: 'add a field of another name, and deprecate this one',
  find: ({ inputFields }) => shapeChanged(inputFields),
};
