import { membersOf } from '../members.ts';
import type { LintRule } from '../rule.ts';

/** Fields, arguments, input fields and enum values are described, each of them. */
export const requireMemberDescription: LintRule = {
  name: 'require-member-description',
  severity: 'off',
  why: 'What a name does not say, and units, bounds and nulls, are guessed.',
  fix: 'say what it is, in which unit, and what null means',
  check: ({ document }) =>
    membersOf(document)
      .filter(({ node }) => !node.description)
      .map(({ coordinate, node }) => ({ coordinate, message: 'this has no description', node: node.name })),
};
