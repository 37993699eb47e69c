import { removed } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

/** A type that is gone altogether is one change, of the type. */
export const unionMemberRemoved: DiffRule = {
  id: 'diff/union-member-removed',
  severity: 'breaking',
  why: 'fragments on it are refused',
  fix: 'keep it until no operation has a fragment on it',
  find: ({ members, after }) =>
    removed(members)
      .filter(({ before: { name } }) => after.schema.getType(name))
      .map(({ coordinate, before: { name } }) => ({
        coordinate,
        message: `${name} is no member any more`,
        cause: (node) => !('types' in node && JSON.stringify(node.types).includes(`"${name}"`)),
      })),
};
