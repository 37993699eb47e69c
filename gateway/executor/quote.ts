/** Needs escapes in JSON, or may: control characters, quotes, backslashes, half surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const SPECIAL = /[\u0000-\u001f"\\\ud800-\udfff]/;

/** Up to here looking for special characters is faster than JSON.stringify. */
const SHORT_CHARS = 50;

/** A text as JSON. */
export const quote = (text: string): string =>
  text.length > SHORT_CHARS || SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`;
