import { PostTransactionsDocument, ReverseTransactionDocument } from '@client/typescript/documents';
import { amountOf } from './amount.ts';
import type { Book } from './book.ts';
import { currencyOf } from './company/chart.ts';
import type { Correction } from './company/corrections.ts';
import type { Entry } from './company/entry.ts';
import { success } from './success.ts';

/** At most 1,000. Answers their ids, in order. */
export async function postEntries(book: Book, entries: readonly Entry[]): Promise<string[]> {
  const transactions = entries.map((entry) => inputOf(book, entry));
  const { postTransactions } = await book.client.mutate(PostTransactionsDocument, {
    input: { transactions },
  });
  const { results } = success(postTransactions, 'PostTransactionsSuccess');
  return results.map((result) => success(result, 'PostTransactionSuccess').transaction.id);
}

const inputOf = ({ ledgerId, key, accountId }: Book, { lines, ...entry }: Entry) => ({
  ...entry,
  ledgerId,
  idempotencyKey: key(entry.reference),
  postings: lines.map(({ code, cents }) => ({
    accountId: accountId(code),
    direction: cents > 0 ? ('DEBIT' as const) : ('CREDIT' as const),
    amount: amountOf(Math.abs(cents), currencyOf(code)),
  })),
});

/** Reverses the transaction, if there is one, as if it had never been, and posts what should have been. */
export async function correct(
  book: Book,
  { entry, reverses }: Correction,
  transactionId: string | undefined,
): Promise<void> {
  if (transactionId) {
    const terms = { effectiveAt: 'ORIGINAL', reason: 'On the wrong account' } as const;
    const input = { transactionId, ...terms, idempotencyKey: book.key(`reversal-${reverses}`) };
    const { reverseTransaction } = await book.client.mutate(ReverseTransactionDocument, { input });
    success(reverseTransaction, 'ReverseTransactionSuccess');
  }
  await postEntries(book, [entry]);
}
