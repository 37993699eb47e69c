import { rootRenames } from '../root-types.ts';
import type { DiffRule } from '../rule.ts';

export const rootTypeRenamed: DiffRule = {
  id: 'diff/root-type-renamed',
  severity: 'breaking',
  why: 'fragments on it are refused',
  fix: 'keep its name, in a schema definition',
  find: ({ before, after }) =>
    [...rootRenames(before.schema, after.schema)].map(([now, coordinate]) => ({
      coordinate,
      message: `the root type is called ${now} now`,
    })),
};
