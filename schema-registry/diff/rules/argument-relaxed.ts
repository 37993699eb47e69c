import { relaxed } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const argumentRelaxed: DiffRule = {
  id: 'diff/argument-relaxed',
  severity: 'safe',
  why: 'all that was taken still is',
  find: ({ args }) => relaxed(args),
};
