import { defaultChanged } from '../input-value.ts';
import type { DiffRule } from '../rule.ts';

export const argumentDefaultChanged: DiffRule = {
  id: 'diff/argument-default-changed',
  severity: 'dangerous',
  why: 'operations that do not send it are answered otherwise',
  fix: 'keep the default, and let clients ask for the new value',
  find: ({ args }) => defaultChanged(args),
};
