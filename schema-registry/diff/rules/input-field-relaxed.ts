import { relaxed } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const inputFieldRelaxed: DiffRule = {
  id: 'diff/input-field-relaxed',
  severity: 'safe',
  why: 'all that was taken still is',
  find: ({ inputFields }) => relaxed(inputFields),
};
