import { badInput } from 'platform/errors/errors';
import { isOneLine } from 'platform/graphql/text';

/**
 * Rows as columns of newline-joined text, split again by `string_to_array`: of all ways to bring thousands of rows in
 * one statement the cheapest. JSON has no line breaks; every other text is checked by `requireOneLine` before.
 */
export const column = (values: readonly (string | number | bigint | null | undefined)[]): string =>
  values
    .map((value) => (value === null || value === undefined || value === '' ? NULL : String(value)))
    .join('\n');

const NULL = '\u0001';

/** The SQL that splits parameter `n` into an array of `type`. */
export const arrayOf = (n: number, type: string): string =>
  `string_to_array($${n}, E'\\n', E'\\x01')::${type}[]`;

/** Hands out a statement's parameters in order, so that its text and its values cannot drift apart by a count. */
export function parameters() {
  let used = 0;
  return {
    /** `$n` */
    one: (): string => {
      used += 1;
      return `$${used}`;
    },
    /** Rows of these types, a parameter for each column. */
    rows: (...types: readonly string[]): string => {
      const rows = unnest(used + 1, types);
      used += types.length;
      return rows;
    },
  };
}

/** `unnest(…)` over parameters from `first` on, one per type, in order. */
export const unnest = (first: number, types: readonly string[]): string =>
  `unnest(${types.map((type, index) => arrayOf(first + index, type)).join(', ')})`;

/** Fails with BAD_USER_INPUT when one of the texts, by field name, has a line break or another control character. */
export function requireOneLine(texts: Readonly<Record<string, string | null | undefined>>): void {
  for (const [name, text] of Object.entries(texts)) {
    if (text && !isOneLine(text))
      throw badInput(`"${name}" must not have control characters.`, ['input', name]);
  }
}
