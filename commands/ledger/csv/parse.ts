import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** A record and the line of the file that it begins on, from 1. */
export interface CsvRecord {
  readonly line: number;
  /** Undefined when it is not RFC 4180: a quote that is not closed or inside a field, or more than MAX_RECORD_CHARS. */
  readonly fields: readonly string[] | undefined;
}

export const MAX_RECORD_CHARS = 1_000_000;

/**
 * The records of a CSV file as of RFC 4180. Lines may also end with a line feed alone; empty ones are left out. Of
 * a file that has a malformed one not all that come before it may be given, and none after it.
 */
export async function* parseCsv(chunks: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let parsedThrough = 0;
  const parser = parse({
    bom: true,
    // Only here it tells on which line a record ends: that on which it begins goes before the fields.
    on_record: (fields, { lines }) => {
      parsedThrough = lines;
      return [String(lines - lineFeedsIn(fields)), ...fields];
    },
    max_record_size: MAX_RECORD_CHARS,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const file = Readable.from(chunks);
  file.once('error', (error) => parser.destroy(error));
  try {
    for await (const [line, ...fields] of file.pipe(parser) as AsyncIterable<string[]>) {
      yield { line: Number(line), fields };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: parsedThrough + 1, fields: undefined };
  } finally {
    file.destroy();
  }
}

const lineFeedsIn = (fields: readonly string[]): number => fields.join('').split('\n').length - 1;
