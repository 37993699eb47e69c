import { optionalAdded } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const argumentAdded: DiffRule = {
  id: 'diff/argument-added',
  severity: 'safe',
  why: 'operations may leave it out',
  find: ({ args }) => optionalAdded(args),
};
