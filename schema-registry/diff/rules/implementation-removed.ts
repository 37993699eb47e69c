import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

/** An interface that is gone altogether is one change, of the interface. */
export const implementationRemoved: DiffRule = {
  id: 'diff/implementation-removed',
  severity: 'breaking',
  why: 'fragments on the one where the other stands are refused',
  fix: 'keep it until no operation selects one through the other',
  find: ({ implementations, after }) =>
    removed(implementations)
      .filter(({ before: { name } }) => after.schema.getType(name))
      .map(({ coordinate, before: { name } }) => ({
        coordinate,
        message: `it implements ${name} no longer`,
      })),
};
