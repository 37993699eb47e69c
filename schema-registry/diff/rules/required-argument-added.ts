import { requiredAdded } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const requiredArgumentAdded: DiffRule = {
  id: 'diff/required-argument-added',
  severity: 'breaking',
  why: 'operations that do not send it are refused',
  fix: 'make it nullable or give it a default',
  find: ({ args }) => requiredAdded(args),
};
