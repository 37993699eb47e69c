import type { JsonObject } from 'platform/kernel/json';
import { MAX_NAME_LENGTH } from '../../../subgraphs/ledger/domain/ledger/ledger.ts';
import { type Amount, readMetadata, readMoney, readOneOf, toAmount } from './cells.ts';
import type { Problems } from './problems.ts';
import { type Row, readTable } from './table.ts';

export const MAX_ACCOUNTS = 100_000;

const TYPES = ['ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE'] as const;
const STATUSES = ['OPEN', 'FROZEN', 'CLOSED'] as const;
const CODE = /^[A-Za-z0-9.:_-]{1,64}$/;

const COLUMNS = {
  required: ['code', 'name', 'type', 'currency'],
  optional: ['overdraftFloor', 'parentCode', 'metadata', 'status'],
  ignored: ['accountId', 'openedAt'],
} as const;

type AccountRow = Row<(typeof COLUMNS)['required' | 'optional'][number]>;

export interface FileAccount {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly type: (typeof TYPES)[number];
  readonly currency: string;
  readonly overdraftFloor: Amount | undefined;
  readonly parentCode: string | undefined;
  readonly metadata: JsonObject | null;
  /** What it becomes when all is posted. */
  readonly status: (typeof STATUSES)[number];
}

/** What an import needs to know of an account, of the book or of the file. */
export type Chart = ReadonlyMap<string, Pick<FileAccount, 'type' | 'currency'>>;

/** The accounts of a file, parents before their children. Those of the book are there already, and must be the same. */
export async function readAccounts(file: string, book: Chart, problems: Problems): Promise<FileAccount[]> {
  const accounts = new Map<string, FileAccount>();
  const parents: { readonly row: AccountRow; readonly parentCode: string }[] = [];
  for await (const row of readTable(file, COLUMNS, problems)) {
    const account = readAccount(row);
    if (accounts.has(account.code)) row.complain('code', `"${account.code}" is there twice`);
    if (accounts.size === MAX_ACCOUNTS) {
      row.complain('code', `more than ${MAX_ACCOUNTS} accounts`);
      break;
    }
    checkSame(row, account, book);
    if (account.parentCode) parents.push({ row, parentCode: account.parentCode });
    accounts.set(account.code, account);
  }
  for (const { row, parentCode } of parents) {
    if (!accounts.has(parentCode) && !book.has(parentCode))
      row.complain('parentCode', `no account "${parentCode}"`);
    else if (isItsOwnParent(row.cells.code, accounts)) row.complain('parentCode', 'it is below itself');
  }
  return parentsFirst(accounts);
}

function readAccount({ line, cells, complain }: AccountRow): FileAccount {
  const { code, name, currency, overdraftFloor, parentCode } = cells;
  if (!CODE.test(code)) complain('code', '1 to 64 of letters, digits and . : _ -');
  if (!name || name.length > MAX_NAME_LENGTH) complain('name', `1 to ${MAX_NAME_LENGTH} characters`);
  const zero = readMoney('0', currency, (message) => complain('currency', message));
  const floor =
    zero && overdraftFloor
      ? readMoney(overdraftFloor, currency, (message) => complain('overdraftFloor', message))
      : undefined;
  return {
    ...{ line, code, name, currency },
    type: readOneOf(cells.type, TYPES, (message) => complain('type', message)) ?? 'ASSET',
    overdraftFloor: floor && toAmount(floor),
    parentCode: parentCode || undefined,
    metadata: readMetadata(cells.metadata, (message) => complain('metadata', message)),
    status: readOneOf(cells.status || 'OPEN', STATUSES, (message) => complain('status', message)) ?? 'OPEN',
  };
}

function checkSame({ complain }: AccountRow, { code, type, currency }: FileAccount, book: Chart): void {
  const existing = book.get(code);
  if (!existing) return;
  if (existing.type !== type) complain('type', `the book has this account as ${existing.type}`);
  if (existing.currency !== currency)
    complain('currency', `the book has this account in ${existing.currency}`);
}

function isItsOwnParent(code: string, accounts: ReadonlyMap<string, FileAccount>): boolean {
  const seen = new Set<string>();
  for (let above = accounts.get(code)?.parentCode; above; above = accounts.get(above)?.parentCode) {
    if (above === code) return true;
    if (seen.has(above)) return false;
    seen.add(above);
  }
  return false;
}

function parentsFirst(accounts: ReadonlyMap<string, FileAccount>): FileAccount[] {
  const sorted = new Set<FileAccount>();
  for (const account of accounts.values()) {
    const path: FileAccount[] = [];
    for (let at: FileAccount | undefined = account; at && !sorted.has(at) && !path.includes(at); ) {
      path.unshift(at);
      at = at.parentCode === undefined ? undefined : accounts.get(at.parentCode);
    }
    for (const each of path) sorted.add(each);
  }
  return [...sorted];
}
