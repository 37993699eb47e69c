import { present } from 'platform/kernel/assert';
import type { Context } from '../context.ts';
import type { RecordedTransaction } from '../domain/transaction/transaction.ts';

/** What the book has now: ids of transactions among others, and the entry when it was recorded just now. */
interface Receipt {
  readonly ids: readonly string[];
  readonly entry?: { readonly transactions: readonly RecordedTransaction[] };
}

/** The transactions of a receipt, in order: read again only when they were recorded earlier. */
export const allRecorded = async (
  { ids, entry }: Receipt,
  { transactions }: Context,
): Promise<readonly RecordedTransaction[]> =>
  entry?.transactions ??
  Promise.all(
    ids
      .filter((id) => id.startsWith('txn_'))
      .map(async (id) => present(await transactions.load(id), 'what was posted is there')),
  );

/** The only one. */
export const recorded = async (receipt: Receipt, context: Context): Promise<RecordedTransaction> =>
  present((await allRecorded(receipt, context))[0], 'one transaction was posted');
