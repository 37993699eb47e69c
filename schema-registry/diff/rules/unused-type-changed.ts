import { printType } from 'graphql';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const unusedTypeChanged: DiffRule = {
  id: 'diff/unused-type-changed',
  severity: 'safe',
  why: 'no operation could come upon it',
  find: ({ types, before }) =>
    kept(types)
      .filter((pair) => !before.reachable.has(pair.before.name))
      .filter((pair) => printType(pair.before) !== printType(pair.after))
      .map(({ coordinate }) => ({ coordinate, message: 'the type changed' })),
};
