import { optionalAdded } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const inputFieldAdded: DiffRule = {
  id: 'diff/input-field-added',
  severity: 'safe',
  why: 'operations may leave it out',
  find: ({ inputFields }) => optionalAdded(inputFields),
};
