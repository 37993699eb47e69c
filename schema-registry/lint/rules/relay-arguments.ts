import { fieldsOf, namedTypeOf } from '../definitions.ts';
import type { LintRule } from '../rule.ts';

const CONNECTION = /Connection$/;
const DIRECTIONS = [
  ['first', 'after'],
  ['last', 'before'],
] as const;

/** A field that answers with a connection can be paged through: by `first` and `after`, or by `last` and `before`. */
export const relayArguments: LintRule = {
  name: 'relay-arguments',
  severity: 'off',
  why: 'A connection without these arguments has one page.',
  fix: 'add first: Int and after: Cursor',
  check: ({ document }) =>
    fieldsOf(document)
      .filter(({ field }) => CONNECTION.test(namedTypeOf(field.type)))
      .filter(({ field }) => {
        const names = (field.arguments ?? []).map(({ name }) => name.value);
        return !DIRECTIONS.some((pair) => pair.every((name) => names.includes(name)));
      })
      .map(({ coordinate, field }) => ({
        coordinate,
        message: 'the connection cannot be paged through',
        node: field.name,
      })),
};
