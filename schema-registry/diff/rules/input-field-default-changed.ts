import { defaultChanged } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const inputFieldDefaultChanged: DiffRule = {
  id: 'diff/input-field-default-changed',
  severity: 'dangerous',
  why: 'operations that do not send it are answered otherwise',
  fix: 'keep the default, and let clients ask for the new value',
  find: ({ inputFields }) => defaultChanged(inputFields),
};
