/** A record and the line of the file that it begins on, from 1. */
export interface CsvRecord {
  readonly line: number;
  /** Undefined when it is not RFC 4180: a quote that is not closed or inside a field, or more than MAX_RECORD_CHARS. */
  readonly fields: readonly string[] | undefined;
}

export const MAX_RECORD_CHARS = 1_000_000;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The records of a CSV file as of RFC 4180. Lines may also end with a line feed alone; empty ones are left out. After
 * a record that is too long nothing more is read.
 */
export async function* parseCsv(chunks: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let line = 0;
  let begun: { readonly line: number; text: string } | undefined;
  let isQuoted = false;
  for await (const text of linesOf(chunks)) {
    line += 1;
    begun ??= { line, text: '' };
    begun.text += text;
    if (quotesIn(text) % 2 === 1) isQuoted = !isQuoted;
    if (begun.text.length > MAX_RECORD_CHARS) break;
    if (isQuoted) continue;
    if (begun.text.trim()) yield { line: begun.line, fields: parseRecord(begun.text) };
    begun = undefined;
  }
  if (begun) yield { line: begun.line, fields: undefined };
}

/** The lines of a text that comes in pieces, each with its line feed. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string | undefined;
  for await (const chunk of chunks) {
    const text: string = rest === undefined ? chunk.replace(BYTE_ORDER_MARK, '') : rest + chunk;
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield `${line}\n`;
    if (rest.length > MAX_RECORD_CHARS) break;
  }
  if (rest) yield rest;
}

const quotesIn = (text: string): number => text.split('"').length - 1;

/** A field, quoted or not, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function parseRecord(text: string): string[] | undefined {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const match = FIELD.exec(text);
    if (!match) return undefined;
    const [, quoted, plain = '', end] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') return fields;
  }
}
