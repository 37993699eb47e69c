import { madeNonNull } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const argumentMadeNonNull: DiffRule = {
  id: 'diff/argument-made-non-null',
  severity: 'breaking',
  why: 'operations that send null there are refused',
  fix: 'keep it nullable, and let null mean the default',
  find: ({ args }) => madeNonNull(args),
};
