import { added } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const unionMemberAdded: DiffRule = {
  id: 'diff/union-member-added',
  severity: 'dangerous',
  why: 'clients receive objects of a type that they do not know',
  fix: 'have clients ready for unknown members first',
  find: ({ members }) =>
    added(members).map(({ coordinate, after: { name } }) => ({
      coordinate,
      message: `${name} is a member now`,
      cause: (node) => 'types' in node && JSON.stringify(node.types).includes(`"${name}"`),
    })),
};
