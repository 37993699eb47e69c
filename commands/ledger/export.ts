import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stopwatch } from 'platform/local-stack/stack';
import { StartupError } from 'platform/local-stack/startup-error';
import { currentMode, type Mode } from 'platform/local-stack/state';
import { withPostgres } from 'platform/local-stack/with-postgres';
import { existingDatabases } from '../db/databases.ts';
import { accountsAsCsv, transactionsAsCsv } from './export/as-csv.ts';
import { accountsAsJsonLines, transactionsAsJsonLines } from './export/as-json-lines.ts';
import { type BookSnapshot, withSnapshot } from './export/snapshot.ts';
import { writeOut } from './export/write-out.ts';

export interface ExportOptions {
  readonly ledger: string;
  readonly tenant: string;
  readonly format: 'csv' | 'jsonl';
  readonly what: 'accounts' | 'transactions' | 'all';
  /** A file, a folder, or `-`. */
  readonly out: string;
  readonly escapeFormulas?: boolean;
  readonly mode?: Mode;
}

type Part = Exclude<ExportOptions['what'], 'all'>;

const PARTS: readonly Part[] = ['accounts', 'transactions'];
const REPORT_EVERY_MS = 1_000;

/** What is said goes to the standard error: the book may go to the standard output. */
const report = (line: string): void => console.error(line);

/** Writes a book as it stands at one instant, in bounded memory. */
export async function runExport(options: ExportOptions): Promise<void> {
  const { ledger, tenant, format, what, out, mode = currentMode() } = options;
  const isFolder = format === 'csv' && what === 'all';
  if (isFolder && out === '-') {
    throw new StartupError(
      'A CSV file has one table: name --what accounts or transactions, or a folder as --out.',
    );
  }
  const seconds = stopwatch();
  const done: Record<Part, number> = { accounts: 0, transactions: 0 };
  const progress = setInterval(() => report(countsOf(done)), REPORT_EVERY_MS);
  try {
    await withPostgres(mode, async (postgresUrl) => {
      await requireDatabase(postgresUrl);
      if (isFolder) await mkdir(out, { recursive: true });
      await withSnapshot(postgresUrl, tenant, ledger, async (book) => {
        const files = isFolder
          ? PARTS.map((part) => [join(out, `${part}.csv`), [part]] as const)
          : [[out, PARTS.filter((part) => what === 'all' || what === part)] as const];
        for (const [file, parts] of files) await writeOut(file, textOf(book, parts, options, done));
      });
    });
  } finally {
    clearInterval(progress);
  }
  report(`${countsOf(done)} after ${seconds()} s`);
}

async function requireDatabase(postgresUrl: string): Promise<void> {
  const { subgraphs } = await existingDatabases(postgresUrl);
  if (!subgraphs.includes('ledger'))
    throw new StartupError('The ledger has no database yet: there is no book.');
}

async function* textOf(
  book: BookSnapshot,
  parts: readonly Part[],
  { format, escapeFormulas = false }: ExportOptions,
  done: Record<Part, number>,
): AsyncGenerator<string> {
  for (const part of parts) {
    const onItem = () => {
      done[part] += 1;
    };
    if (format === 'jsonl') yield* AS_JSON_LINES[part](book, onItem);
    else yield* AS_CSV[part](book, { escapeFormulas, onItem });
  }
}

const AS_CSV = { accounts: accountsAsCsv, transactions: transactionsAsCsv };
const AS_JSON_LINES = { accounts: accountsAsJsonLines, transactions: transactionsAsJsonLines };

const countsOf = ({ accounts, transactions }: Record<Part, number>): string =>
  [accounts ? `${accounts} accounts` : '', `${transactions} transactions`].filter(Boolean).join(', ');
