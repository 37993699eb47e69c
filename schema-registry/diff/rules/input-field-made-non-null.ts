import { madeNonNull } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const inputFieldMadeNonNull: DiffRule = {
  id: 'diff/input-field-made-non-null',
  severity: 'breaking',
  why: 'operations that send null there are refused',
  fix: 'keep it nullable, and let null mean the default',
  find: ({ inputFields }) => madeNonNull(inputFields),
};
