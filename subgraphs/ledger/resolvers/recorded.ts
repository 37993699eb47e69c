import { present } from 'platform/kernel/assert';
import type { Context } from '../context.ts';
import type { PostingReceipt, RecordedTransaction } from '../domain/transaction/transaction.ts';

/** The transaction of a receipt: read again only when it was recorded earlier. */
export const recorded = async (
  { transactionId, transaction }: PostingReceipt,
  { transactions }: Context,
): Promise<RecordedTransaction> =>
  transaction ?? present(await transactions.load(transactionId), 'what was posted is there');
