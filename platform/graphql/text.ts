/** False for text that PostgreSQL and JSON cannot carry: a NUL character, or half of a surrogate pair. */
export const isStorableText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

/** False for text with a line break or another control character. */
export const isOneLine = (text: string): boolean => !CONTROL.test(text);
