import type { Client } from '@client/typescript/client';
import { OpenAccountDocument, OpenCashPointDocument, OpenLedgerDocument } from '@client/typescript/documents';
import { CASH_POINTS, CHART, type Code } from './company/chart.ts';
import { success } from './success.ts';

type CashCode = (typeof CASH_POINTS)[number]['code'];

/** A company's book, asked for through the API. */
export interface Book {
  readonly client: Client;
  readonly ledgerId: string;
  accountId(code: Code): string;
  cashPointId(code: CashCode): string;
  /** The idempotency key of a thing in this book: what is done again finds what is there. */
  key(what: string): string;
}

/** Opens the book, its accounts and its cash points. All keys begin with `prefix`. */
export async function openBook(client: Client, name: string, prefix: string): Promise<Book> {
  const key = (what: string) => `${prefix}-${what}`;
  const input = { name, idempotencyKey: key('book') };
  const { openLedger } = await client.mutate(OpenLedgerDocument, { input });
  const accounts = new Map<Code, string>();
  const cashPoints = new Map<CashCode, string>();
  const book: Book = {
    ...{ client, ledgerId: success(openLedger, 'OpenLedgerSuccess').ledger.id, key },
    accountId: (code) => accounts.get(code) as string,
    cashPointId: (code) => cashPoints.get(code) as string,
  };
  // In the order of the chart, in which parents come before their children.
  for (const account of CHART) accounts.set(account.code, await openAccount(book, account));
  for (const point of CASH_POINTS) {
    const { id, account } = await openCashPoint(book, point);
    cashPoints.set(point.code, id);
    accounts.set(point.code, account.id);
  }
  return book;
}

async function openAccount({ client, ledgerId, key, accountId }: Book, account: (typeof CHART)[number]) {
  const { parent, ...terms } = { parent: undefined, ...account };
  const parentId = parent && accountId(parent);
  const input = { ...terms, ledgerId, idempotencyKey: key(account.code), ...(parentId && { parentId }) };
  const { openAccount } = await client.mutate(OpenAccountDocument, { input });
  return success(openAccount, 'OpenAccountSuccess').account.id;
}

async function openCashPoint({ client, ledgerId, key }: Book, point: (typeof CASH_POINTS)[number]) {
  const input = { ...point, ledgerId, idempotencyKey: key(point.code) };
  const { openCashPoint } = await client.mutate(OpenCashPointDocument, { input });
  return success(openCashPoint, 'OpenCashPointSuccess').cashPoint;
}
