import { isOneLine } from 'platform/graphql/text';
import type { JsonObject } from 'platform/kernel/json';
import {
  MAX_DESCRIPTION_LENGTH,
  MAX_POSTINGS,
  MAX_REFERENCE_LENGTH,
  MIN_POSTINGS,
} from '../../../subgraphs/ledger/domain/transaction/transaction.ts';
import type { Chart } from './accounts.ts';
import {
  type Amount,
  readEffectiveAt,
  readLine,
  readMetadata,
  readMoney,
  readOneOf,
  readText,
  toAmount,
} from './cells.ts';
import type { Problems } from './problems.ts';
import { type Row, readTable } from './table.ts';

export const MAX_TRANSACTIONS = 1_000_000;
export const MAX_TRANSACTION_ID_LENGTH = 100;

const DIRECTIONS = ['DEBIT', 'CREDIT'] as const;

/** What a transaction's further rows repeat, or leave empty. */
const OF_TRANSACTION = ['effectiveAt', 'reference', 'description', 'metadata'] as const;

const COLUMNS = {
  required: ['transactionId', 'accountCode', 'direction', 'amount', 'currency'],
  optional: OF_TRANSACTION,
  ignored: ['recordedAt', 'reverses'],
} as const;

type PostingRow = Row<(typeof COLUMNS)['required' | 'optional'][number]>;

export interface FilePosting {
  readonly accountCode: string;
  readonly direction: (typeof DIRECTIONS)[number];
  readonly amount: Amount;
}

export interface FileTransaction {
  /** Of its first row. */
  readonly line: number;
  readonly transactionId: string;
  readonly effectiveAt: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: JsonObject | null;
  readonly postings: readonly FilePosting[];
}

/** The transactions of a file, in its order: rows of one that follow each other. What is wrong with them are problems. */
export async function* readTransactions(
  file: string,
  chart: Chart,
  problems: Problems,
): AsyncGenerator<FileTransaction> {
  const seen = new Set<string>();
  for await (const rows of readGroups(file, problems)) {
    const [first] = rows;
    const { transactionId } = first.cells;
    if (seen.has(transactionId))
      first.complain('transactionId', 'it was there before: its rows must follow each other');
    seen.add(transactionId);
    if (seen.size > MAX_TRANSACTIONS) {
      first.complain(
        'transactionId',
        `more than ${MAX_TRANSACTIONS} transactions: import them in several files`,
      );
      return;
    }
    yield readTransaction(rows, chart);
  }
}

type Group = [PostingRow, ...PostingRow[]];

async function* readGroups(file: string, problems: Problems): AsyncGenerator<Group> {
  let group: Group | undefined;
  for await (const row of readTable(file, COLUMNS, problems)) {
    if (group && row.cells.transactionId === group[0].cells.transactionId) {
      if (group.length <= MAX_POSTINGS) group.push(row);
      continue;
    }
    if (group) yield group;
    group = [row];
  }
  if (group) yield group;
}

function readTransaction(rows: Group, chart: Chart): FileTransaction {
  const [{ line, cells, complain }, ...others] = rows;
  const { transactionId } = cells;
  if (!transactionId || transactionId.length > MAX_TRANSACTION_ID_LENGTH)
    complain('transactionId', `1 to ${MAX_TRANSACTION_ID_LENGTH} characters`);
  if (!isOneLine(transactionId)) complain('transactionId', 'a line break or another control character');
  if (rows.length < MIN_POSTINGS || rows.length > MAX_POSTINGS)
    complain('transactionId', `a transaction has ${MIN_POSTINGS} to ${MAX_POSTINGS} postings`);
  for (const other of others) checkRepeated(other, cells);
  const of = (column: (typeof OF_TRANSACTION)[number]) => (message: string) => complain(column, message);
  return {
    ...{ line, transactionId },
    effectiveAt: readEffectiveAt(cells.effectiveAt, of('effectiveAt')),
    reference: readLine(cells.reference, MAX_REFERENCE_LENGTH, of('reference')),
    description: readText(cells.description, MAX_DESCRIPTION_LENGTH, of('description')),
    metadata: readMetadata(cells.metadata, of('metadata')),
    postings: readPostings(rows, chart),
  };
}

function checkRepeated({ cells, complain }: PostingRow, first: PostingRow['cells']): void {
  for (const column of OF_TRANSACTION) {
    if (cells[column] && cells[column] !== first[column])
      complain(column, 'not the same as in the transaction’s first row');
  }
}

function readPostings(rows: Group, chart: Chart): FilePosting[] {
  const sums = new Map<string, bigint>();
  const postings = rows.flatMap(({ cells, complain }) => {
    const direction = readOneOf(cells.direction, DIRECTIONS, (message) => complain('direction', message));
    const amount = readMoney(cells.amount, cells.currency, (message) => complain('amount', message));
    const account = chart.get(cells.accountCode);
    if (!account) complain('accountCode', `no account "${cells.accountCode}"`);
    else if (account.currency !== cells.currency)
      complain('currency', `the account is kept in ${account.currency}`);
    if (amount && amount.minor <= 0n) complain('amount', 'must be greater than zero');
    if (!amount || !direction) return [];
    const signed = direction === 'DEBIT' ? amount.minor : -amount.minor;
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + signed);
    return [{ accountCode: cells.accountCode, direction, amount: toAmount(amount) }];
  });
  const [{ complain }] = rows;
  checkSides(postings, (message) => complain('accountCode', message));
  for (const [currency, sum] of postings.length === rows.length ? sums : []) {
    if (sum !== 0n) complain('amount', `debits and credits in ${currency} differ`);
  }
  return postings;
}

function checkSides(postings: readonly FilePosting[], complain: (message: string) => void): void {
  const debited = new Set(
    postings.filter(({ direction }) => direction === 'DEBIT').map(({ accountCode }) => accountCode),
  );
  const both = postings.find(
    ({ direction, accountCode }) => direction === 'CREDIT' && debited.has(accountCode),
  );
  if (both) complain(`the account "${both.accountCode}" is on both sides`);
}
