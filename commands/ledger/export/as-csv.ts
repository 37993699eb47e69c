import { escapeFormula, formatRecord } from '../csv/format.ts';
import type { BookSnapshot } from './snapshot.ts';

export const ACCOUNT_COLUMNS = [
  ...(['code', 'name', 'type', 'currency', 'overdraftFloor', 'parentCode', 'metadata'] as const),
  ...(['status', 'accountId', 'openedAt'] as const),
];

export const TRANSACTION_COLUMNS = [
  ...(['transactionId', 'effectiveAt', 'accountCode', 'direction', 'amount', 'currency'] as const),
  ...(['reference', 'description', 'metadata', 'recordedAt', 'reverses'] as const),
];

export interface CsvOptions {
  readonly escapeFormulas: boolean;
  /** Called for each account or transaction. */
  readonly onItem: () => void;
}

type Cells<Column extends string> = Readonly<Record<Column, string | object | null>>;

/** The chart of accounts, by code. */
export async function* accountsAsCsv(book: BookSnapshot, options: CsvOptions): AsyncGenerator<string> {
  yield formatRecord(ACCOUNT_COLUMNS);
  for await (const account of book.accounts()) {
    yield toRecord(ACCOUNT_COLUMNS, account, options);
    options.onItem();
  }
}

/** One record a posting, which repeats what its transaction says. */
export async function* transactionsAsCsv(book: BookSnapshot, options: CsvOptions): AsyncGenerator<string> {
  yield formatRecord(TRANSACTION_COLUMNS);
  for await (const { postings, ...transaction } of book.transactions()) {
    yield postings
      .map((posting) => toRecord(TRANSACTION_COLUMNS, { ...transaction, ...posting }, options))
      .join('');
    options.onItem();
  }
}

/** What people wrote; all else is ours, and an amount below zero is no formula. */
const TEXTS: ReadonlySet<string> = new Set(['name', 'reference', 'description']);

function toRecord<Column extends string>(
  columns: readonly Column[],
  cells: Cells<Column>,
  { escapeFormulas }: CsvOptions,
): string {
  const toField = (column: Column): string => {
    const cell = cells[column];
    if (typeof cell !== 'string') return cell === null ? '' : JSON.stringify(cell);
    return escapeFormulas && TEXTS.has(column) ? escapeFormula(cell) : cell;
  };
  return formatRecord(columns.map(toField));
}
