import type { Client } from '@client/typescript/client';
import {
  ClosePeriodDocument,
  ExchangeDocument,
  OpenAccountDocument,
  OpenLedgerDocument,
  PostTransactionDocument,
  ReverseTransactionDocument,
  SetFxRateDocument,
} from '@client/typescript/documents';
import { amountOf } from './amount.ts';
import { CHART, type Code, currencyOf } from './company/chart.ts';
import type { Correction } from './company/corrections.ts';
import type { DollarRate, DollarSale } from './company/dollars.ts';
import type { Entry } from './company/entry.ts';
import { success } from './success.ts';

/** What the bank keeps of an exchange. */
const BANK_SPREAD = '0.004';

/** A company's book, asked for through the API. What is done again finds what is there. */
export interface Book {
  readonly ledgerId: string;
  /** Answers the transaction's id. */
  post(entry: Entry): Promise<string>;
  /** Reverses the transaction, if there is one, as if it had never been, and posts what should have been. */
  correct(correction: Correction, reversed: string | undefined): Promise<void>;
  setDollarRate(rate: DollarRate): Promise<void>;
  sellDollars(sale: DollarSale): Promise<void>;
  closeThrough(instant: string): Promise<void>;
}

/** `key` is that of the book; everything in it has a key of its own that begins with it. */
export async function openBook(client: Client, name: string, key: string): Promise<Book> {
  const { openLedger } = await client.mutate(OpenLedgerDocument, { input: { name, idempotencyKey: key } });
  const ledgerId = success(openLedger, 'OpenLedgerSuccess').ledger.id;
  const accountIds = await openAccounts(client, ledgerId, key);

  const post = async (entry: Entry): Promise<string> => {
    const { postTransaction } = await client.mutate(PostTransactionDocument, {
      input: { ledgerId, ...transactionOf(entry, accountIds), idempotencyKey: `${key}-${entry.reference}` },
    });
    return success(postTransaction, 'PostTransactionSuccess').transaction.id;
  };
  return {
    ledgerId,
    post,
    async correct({ entry, reverses }, transactionId) {
      if (transactionId) {
        const idempotencyKey = `${key}-reversal-${reverses}`;
        const input = {
          transactionId,
          effectiveAt: 'ORIGINAL',
          reason: 'Wrong account',
          idempotencyKey,
        } as const;
        const { reverseTransaction } = await client.mutate(ReverseTransactionDocument, { input });
        success(reverseTransaction, 'ReverseTransactionSuccess');
      }
      await post(entry);
    },
    async setDollarRate(rate) {
      const idempotencyKey = `${key}-rate-${rate.effectiveAt}`;
      const input = { ledgerId, base: 'USD', quote: 'EUR', ...rate, idempotencyKey };
      const { setFxRate } = await client.mutate(SetFxRateDocument, { input });
      success(setFxRate, 'SetFxRateSuccess');
    },
    async sellDollars({ cents, effectiveAt }) {
      const accounts = { fromAccountId: idOf('1020', accountIds), toAccountId: idOf('1010', accountIds) };
      const terms = { sell: amountOf(cents, 'USD'), spread: BANK_SPREAD, description: 'Dollars sold' };
      const idempotencyKey = `${key}-exchange-${effectiveAt}`;
      const { exchange } = await client.mutate(ExchangeDocument, {
        input: { ledgerId, ...accounts, ...terms, effectiveAt, idempotencyKey },
      });
      success(exchange, 'ExchangeSuccess');
    },
    async closeThrough(through) {
      const input = { ledgerId, through, idempotencyKey: `${key}-close-${through}` };
      const { closePeriod } = await client.mutate(ClosePeriodDocument, { input });
      success(closePeriod, 'ClosePeriodSuccess');
    },
  };
}

type AccountIds = ReadonlyMap<string, string>;

/** Parents come before their children in the chart. */
async function openAccounts(client: Client, ledgerId: string, key: string): Promise<AccountIds> {
  const ids = new Map<string, string>();
  for (const { parent, ...account } of CHART.map((account) => ({ parent: undefined, ...account }))) {
    const parentId = parent && ids.get(parent);
    const idempotencyKey = `${key}-${account.code}`;
    const input = { ...account, ledgerId, idempotencyKey, ...(parentId && { parentId }) };
    const { openAccount } = await client.mutate(OpenAccountDocument, { input });
    ids.set(account.code, success(openAccount, 'OpenAccountSuccess').account.id);
  }
  return ids;
}

const transactionOf = ({ lines, ...entry }: Entry, accountIds: AccountIds) => ({
  ...entry,
  postings: lines.map(({ code, cents }) => ({
    accountId: idOf(code, accountIds),
    direction: cents > 0 ? ('DEBIT' as const) : ('CREDIT' as const),
    amount: amountOf(Math.abs(cents), currencyOf(code)),
  })),
});

const idOf = (code: Code, accountIds: AccountIds): string => accountIds.get(code) as string;
