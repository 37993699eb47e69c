import { shapeChanged } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const argumentTypeChanged: DiffRule = {
  id: 'diff/argument-type-changed',
  severity: 'breaking',
  why: 'variables of the old type, and most literals, are refused',
  fix: 'add an argument of another name, and deprecate this one',
  find: ({ args }) => shapeChanged(args),
};
