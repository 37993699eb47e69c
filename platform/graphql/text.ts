/** False for text that PostgreSQL and JSON cannot carry: a NUL character, or half of a surrogate pair. */
export const isStorableText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
