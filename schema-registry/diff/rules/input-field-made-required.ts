import { madeRequired } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const inputFieldMadeRequired: DiffRule = {
  id: 'diff/input-field-made-required',
  severity: 'breaking',
  why: 'operations that do not send it are refused',
  fix: 'keep it nullable, or keep a default',
  find: ({ inputFields }) => madeRequired(inputFields),
};
