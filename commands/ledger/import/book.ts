import type { Client } from '@client/typescript/client';
import {
  ChartOfAccountsDocument,
  CloseAccountDocument,
  FreezeAccountDocument,
  OpenAccountDocument,
  OpenLedgerDocument,
} from '@client/typescript/documents';
import { StartupError } from 'platform/local-stack/startup-error';
import type { FileAccount } from './accounts.ts';

/** An account of the book that is imported into. */
export interface BookAccount extends Pick<FileAccount, 'type' | 'currency'> {
  readonly id: string;
  readonly hasFloor: boolean;
}

/** By code. */
export type BookAccounts = ReadonlyMap<string, BookAccount>;

const PAGE_SIZE = 100;

/** What is done under a key is done once, however often it is asked for: so an import goes on where it ended. */
export const keyOf = (...parts: readonly string[]): string => ['import', ...parts].join('-');

/** Opens the book, or finds the one that an earlier import opened under the same name. */
export async function openBook(client: Client, name: string): Promise<string> {
  const input = { name, idempotencyKey: keyOf('book', name) };
  const { openLedger } = await client.mutate(OpenLedgerDocument, { input });
  if (openLedger.__typename === 'OpenLedgerSuccess') return openLedger.ledger.id;
  throw new StartupError(`The book was not opened: ${openLedger.message}`);
}

export async function readChart(client: Client, ledgerId: string): Promise<BookAccounts> {
  const chart = new Map<string, BookAccount>();
  let after: string | null | undefined;
  do {
    const page = await client.query(ChartOfAccountsDocument, { ledgerId, first: PAGE_SIZE, after });
    if (!page.ledger) throw new StartupError(`There is no book ${ledgerId}.`);
    for (const { code, overdraftFloor, ...account } of page.accounts.nodes)
      chart.set(code, { ...account, hasFloor: overdraftFloor !== null });
    after = page.accounts.pageInfo.hasNextPage ? page.accounts.pageInfo.endCursor : null;
  } while (after);
  return chart;
}

/** Opens an account, whose parent is open. */
export async function openAccount(
  client: Client,
  ledgerId: string,
  account: FileAccount,
  parentId: string | undefined,
): Promise<BookAccount> {
  const { code, name, type, currency, overdraftFloor, metadata } = account;
  const { openAccount: opened } = await client.mutate(OpenAccountDocument, {
    input: {
      ...{ ledgerId, code, name, type, currency, overdraftFloor, metadata, parentId },
      idempotencyKey: keyOf(ledgerId, code),
    },
  });
  if (opened.__typename !== 'OpenAccountSuccess') {
    throw new StartupError(`line ${account.line}, account ${code}: ${opened.code}, ${opened.message}`);
  }
  return { id: opened.account.id, type, currency, hasFloor: overdraftFloor !== undefined };
}

/** Freezes or closes an account, if that is what the file says of it. */
export async function settleStatus(
  client: Client,
  { line, code, status }: FileAccount,
  accountId: string,
): Promise<void> {
  if (status === 'OPEN') return;
  const input = { accountId, idempotencyKey: keyOf(status, accountId) };
  const result =
    status === 'FROZEN'
      ? (await client.mutate(FreezeAccountDocument, { input })).freezeAccount
      : (await client.mutate(CloseAccountDocument, { input })).closeAccount;
  if (!('code' in result) || result.__typename === ALREADY[status]) return;
  throw new StartupError(`line ${line}, account ${code}: ${result.code}, ${result.message}`);
}

/** The refusal of what is so already. */
const ALREADY = { FROZEN: 'AccountFrozen', CLOSED: 'AccountClosed' } as const;
