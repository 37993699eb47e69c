import { randomUUID } from 'node:crypto';
import type { Client } from '@client/typescript/client';
import {
  AccountBalanceDocument,
  OpenAccountDocument,
  OpenLedgerDocument,
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

/** Major units of what the account holds now. */
export async function balance(client: Client, id: string): Promise<string | undefined> {
  const { account } = await client.query(AccountBalanceDocument, { id });
  return account?.balance.posted.amount;
}
