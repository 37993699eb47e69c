import { madeRequired } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const argumentMadeRequired: DiffRule = {
  id: 'diff/argument-made-required',
  severity: 'breaking',
  why: 'operations that do not send it are refused',
  fix: 'keep it nullable, or keep a default',
  find: ({ args }) => madeRequired(args),
};
