import { stringify } from 'csv-stringify/sync';

/** One record of RFC 4180, with its line end. */
export const formatRecord = (fields: readonly string[]): string =>
  stringify([[...fields]], { record_delimiter: 'windows', quoted_match: /[\r\n]|^\s|\s$/ });

/** What a spreadsheet would run. */
const FORMULA = /^[=+\-@\t\r]/;

/** Text that a spreadsheet shows as it is. It is no longer the same text: not for what is imported again. */
export const escapeFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
