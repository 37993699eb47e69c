/**
 * A backup is gzipped text: one line of JSON for the header, then for each table a line of JSON, its rows as
 * PostgreSQL's COPY writes them, and `\.`; after a database's tables a line with its sequences; at the very end a
 * line that says so, without which the file is not whole.
 */
export interface Header {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly databases: readonly { readonly name: string; readonly migrations: readonly string[] }[];
}

export type Section =
  | { readonly database: string; readonly table: string; readonly columns: readonly string[] }
  | { readonly database: string; readonly sequences: Readonly<Record<string, string>> }
  | { readonly end: true };

export const FORMAT = 'supergraph-backup';
export const VERSION = 1;
export const END_OF_ROWS = '\\.';
