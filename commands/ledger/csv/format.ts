/** One record of RFC 4180, with its line end. */
export const formatRecord = (fields: readonly string[]): string => `${fields.map(formatField).join(',')}\r\n`;

const SPECIAL = /[",\r\n]|^\s|\s$/;

const formatField = (text: string): string => (SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** What a spreadsheet would run. */
const FORMULA = /^[=+\-@\t\r]/;

/** Text that a spreadsheet shows as it is. It is no longer the same text: not for what is imported again. */
export const escapeFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
