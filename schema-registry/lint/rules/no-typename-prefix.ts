import { fieldsOf, rootTypeNames } from '../definitions.ts';
import type { LintRule } from '../rule.ts';

/** No field of a type begins with the type's own name: `User.name`, not `User.userName`. */
export const noTypenamePrefix: LintRule = {
  name: 'no-typename-prefix',
  severity: 'warning',
  why: 'The type is known where its field is read: the name says it twice.',
  fix: 'leave the prefix out; keep the old name, deprecated, if it was published',
  check: ({ document }) => {
    const roots = rootTypeNames(document);
    return fieldsOf(document)
      .filter(
        ({ type, field }) =>
          !roots.has(type) && field.name.value.toLowerCase().startsWith(type.toLowerCase()),
      )
      .map(({ type, coordinate, field }) => ({
        coordinate,
        message: `the name begins with that of the type ${type}`,
        node: field.name,
      }));
  },
};
