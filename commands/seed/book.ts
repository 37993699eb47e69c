import type { Client } from '@client/typescript/client';
import { OpenAccountDocument, OpenLedgerDocument } from '@client/typescript/documents';
import { CHART, type Code } from './company/chart.ts';
import { success } from './success.ts';

/** A company's book, asked for through the API. */
export interface Book {
  readonly client: Client;
  readonly ledgerId: string;
  accountId(code: Code): string;
  /** The idempotency key of a thing in this book: what is done again finds what is there. */
  key(what: string): string;
}

/** Opens the book and its accounts. All keys begin with `prefix`. */
export async function openBook(client: Client, name: string, prefix: string): Promise<Book> {
  const key = (what: string) => `${prefix}-${what}`;
  const input = { name, idempotencyKey: key('book') };
  const { openLedger } = await client.mutate(OpenLedgerDocument, { input });
  const ledgerId = success(openLedger, 'OpenLedgerSuccess').ledger.id;
  const ids = new Map<string, string>();
  const book: Book = { client, ledgerId, key, accountId: (code) => ids.get(code) as string };
  // In the order of the chart, in which parents come before their children.
  for (const account of CHART) ids.set(account.code, await openAccount(book, account));
  return book;
}

async function openAccount({ client, ledgerId, key, accountId }: Book, account: (typeof CHART)[number]) {
  const { parent, ...terms } = { parent: undefined, ...account };
  const parentId = parent && accountId(parent);
  const input = { ...terms, ledgerId, idempotencyKey: key(account.code), ...(parentId && { parentId }) };
  const { openAccount } = await client.mutate(OpenAccountDocument, { input });
  return success(openAccount, 'OpenAccountSuccess').account.id;
}
