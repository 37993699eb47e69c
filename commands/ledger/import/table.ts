import { createReadStream } from 'node:fs';
import { MAX_RECORD_CHARS, parseCsv } from '../csv/parse.ts';
import type { Problems } from './problems.ts';

export interface Columns<Name extends string> {
  readonly required: readonly Name[];
  readonly optional: readonly Name[];
  /** Of an export; not imported. */
  readonly ignored: readonly string[];
}

/** A row by the names of its columns; what is absent is empty. `complain` says what is wrong with one of them. */
export interface Row<Name extends string> {
  readonly line: number;
  readonly cells: Readonly<Record<Name, string>>;
  complain(column: Name, message: string): void;
}

/** The rows of a CSV file whose first record names the columns, in any order. Malformed ones are problems. */
export async function* readTable<Name extends string>(
  file: string,
  columns: Columns<Name>,
  problems: Problems,
): AsyncGenerator<Row<Name>> {
  let header: readonly string[] | undefined;
  for await (const { line, fields } of parseCsv(createReadStream(file, 'utf8'))) {
    const add = (message: string, column?: string) =>
      problems.add({ file, line, message, ...(column && { column }) });
    if (!fields)
      add(`not CSV: a quote is not closed or not doubled, or more than ${MAX_RECORD_CHARS} characters`);
    else if (!header) {
      if (!checkHeader(fields, columns, add)) return;
      header = fields;
    } else if (fields.length !== header.length) add(`${fields.length} fields instead of ${header.length}`);
    else
      yield {
        line,
        cells: cellsOf(header, fields, columns),
        complain: (column, message) => add(message, column),
      };
  }
  if (!header) problems.add({ file, line: 1, message: 'empty: the first line names the columns' });
}

function checkHeader<Name extends string>(
  header: readonly string[],
  { required, optional, ignored }: Columns<Name>,
  add: (message: string, column?: string) => void,
): boolean {
  const known: readonly string[] = [...required, ...optional, ...ignored];
  const missing = required.filter((name) => !header.includes(name));
  const unknown = header.filter((name) => !known.includes(name));
  const twice = header.filter((name, index) => header.indexOf(name) !== index);
  for (const name of missing) add('the column is missing', name);
  for (const name of unknown) add(`no such column: they are ${known.join(', ')}`, name);
  for (const name of twice) add('the column is there twice', name);
  return missing.length + unknown.length + twice.length === 0;
}

function cellsOf<Name extends string>(
  header: readonly string[],
  fields: readonly string[],
  { required, optional }: Columns<Name>,
): Record<Name, string> {
  const cells = [...required, ...optional].map((name) => [name, fields[header.indexOf(name)] ?? '']);
  return Object.fromEntries(cells) as Record<Name, string>;
}
