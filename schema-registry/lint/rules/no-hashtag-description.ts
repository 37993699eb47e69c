import { isTypeDefinitionNode, TokenKind } from 'graphql';
import { DISABLE } from '../disable-comment.ts';
import type { LintRule } from '../rule.ts';

/** What is said of a type is a description: a `#` comment reaches nobody. */
export const noHashtagDescription: LintRule = {
  name: 'no-hashtag-description',
  severity: 'warning',
  why: 'A comment is not part of the schema: who uses the API never sees it.',
  fix: 'write it as a description, in quotes',
  check: ({ document }) =>
    document.definitions
      .filter(isTypeDefinitionNode)
      .filter(({ description, loc }) => {
        const before = loc?.startToken.prev;
        const isComment =
          before?.kind === TokenKind.COMMENT && before.line === (loc?.startToken.line ?? 0) - 1;
        return !description && isComment && !DISABLE.test(before.value);
      })
      .map(({ name }) => ({
        coordinate: name.value,
        message: 'it is described by a comment',
        node: name,
      })),
};
