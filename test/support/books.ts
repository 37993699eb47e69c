import { randomUUID } from 'node:crypto';
import type { Client } from '@client/typescript/client';
import {
  AccountBalanceDocument,
  CaptureHoldDocument,
  OpenAccountDocument,
  OpenLedgerDocument,
  PlaceHoldDocument,
  PostTransactionDocument,
} from '@client/typescript/documents';

/** A book with an account that grows by debits and one that grows by credits. */
export interface Book {
  readonly ledgerId: string;
  readonly cash: string;
  readonly sales: string;
}

export async function openBook(client: Client): Promise<Book> {
  const { openLedger } = await client.mutate(OpenLedgerDocument, {
    input: { name: 'Books', idempotencyKey: randomUUID() },
  });
  if (openLedger.__typename !== 'OpenLedgerSuccess') throw new Error(openLedger.code);
  const ledgerId = openLedger.ledger.id;
  const cash = await openAccount(client, ledgerId, 'cash', 'ASSET');
  const sales = await openAccount(client, ledgerId, 'sales', 'REVENUE');
  return { ledgerId, cash, sales };
}

async function openAccount(client: Client, ledgerId: string, code: string, type: 'ASSET' | 'REVENUE') {
  const { openAccount: result } = await client.mutate(OpenAccountDocument, {
    input: { ledgerId, code, name: code, type, currency: 'EUR', idempotencyKey: randomUUID() },
  });
  if (result.__typename !== 'OpenAccountSuccess') throw new Error(result.code);
  return result.account.id;
}

/** Debits cash and credits sales; answers the whole result. */
export async function post(
  client: Client,
  { ledgerId, cash, sales }: Book,
  amount: string,
  { idempotencyKey = randomUUID(), reference }: { idempotencyKey?: string; reference?: string } = {},
) {
  const money = { amount, currency: 'EUR' };
  const { postTransaction } = await client.mutate(PostTransactionDocument, {
    input: {
      ledgerId,
      postings: [
        { accountId: cash, direction: 'DEBIT', amount: money },
        { accountId: sales, direction: 'CREDIT', amount: money },
      ],
      reference,
      idempotencyKey,
    },
  });
  return postTransaction;
}

/** Promises an amount from cash to sales, the way a posting would go; answers the hold's id. */
export async function hold(client: Client, { ledgerId, cash, sales }: Book, amount: string): Promise<string> {
  const accounts = { debitAccountId: cash, creditAccountId: sales };
  const { placeHold } = await client.mutate(PlaceHoldDocument, {
    input: { ledgerId, ...accounts, amount: { amount, currency: 'EUR' }, idempotencyKey: randomUUID() },
  });
  if (placeHold.__typename !== 'PlaceHoldSuccess') throw new Error(placeHold.code);
  return placeHold.hold.id;
}

/** Captures an amount of a hold, finally. */
export async function capture(client: Client, holdId: string, amount: string): Promise<void> {
  const { captureHold } = await client.mutate(CaptureHoldDocument, {
    input: { holdId, amount: { amount, currency: 'EUR' }, idempotencyKey: randomUUID() },
  });
  if (captureHold.__typename !== 'CaptureHoldSuccess') throw new Error(captureHold.code);
}

/** Major units of what the account holds now. */
export async function balance(client: Client, id: string): Promise<string | undefined> {
  const { account } = await client.query(AccountBalanceDocument, { id });
  return account?.balance.posted.amount;
}
