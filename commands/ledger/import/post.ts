import type { Client } from '@client/typescript/client';
import { PostTransactionsDocument } from '@client/typescript/documents';
import { present } from 'platform/kernel/assert';
import { StartupError } from 'platform/local-stack/startup-error';
import { type BookAccounts, keyOf } from './book.ts';
import type { FileTransaction } from './transactions.ts';

const BATCH_TRANSACTIONS = 200;
const BATCH_POSTINGS = 2_000;
const LANES = 8;
/** Refusals that are shown. */
const MAX_SHOWN = 20;

export interface PostAll {
  readonly client: Client;
  readonly ledgerId: string;
  readonly chart: BookAccounts;
  readonly transactions: AsyncIterable<FileTransaction>;
  readonly onPosted: (count: number) => void;
}

/**
 * Posts in batches, several at a time. Where an account has a floor the order counts: then one at a time, in the
 * order of the file. The first batch with a refusal is the last one.
 */
export async function postAll({ transactions, ...book }: PostAll): Promise<void> {
  const isOrdered = [...book.chart.values()].some(({ hasFloor }) => hasFloor);
  const batches = batchesOf(transactions);
  let isStopped = false;
  const lane = async () => {
    for (let next = await batches.next(); !next.done && !isStopped; next = await batches.next()) {
      await postBatch(book, next.value);
      book.onPosted(next.value.length);
    }
  };
  const stop = (error: unknown) => {
    isStopped = true;
    throw error;
  };
  await Promise.all(Array.from({ length: isOrdered ? 1 : LANES }, () => lane().catch(stop)));
}

async function* batchesOf(transactions: AsyncIterable<FileTransaction>): AsyncGenerator<FileTransaction[]> {
  let batch: FileTransaction[] = [];
  let postings = 0;
  for await (const transaction of transactions) {
    batch.push(transaction);
    postings += transaction.postings.length;
    if (batch.length < BATCH_TRANSACTIONS && postings < BATCH_POSTINGS) continue;
    yield batch;
    batch = [];
    postings = 0;
  }
  if (batch.length > 0) yield batch;
}

async function postBatch(
  { client, ledgerId, chart }: Omit<PostAll, 'transactions'>,
  batch: readonly FileTransaction[],
): Promise<void> {
  const transactions = batch.map(({ line: _line, transactionId, postings, ...transaction }) => ({
    ...{ ledgerId, ...transaction },
    postings: postings.map(({ accountCode, ...posting }) => ({
      ...posting,
      accountId: present(chart.get(accountCode), 'the file was checked').id,
    })),
    idempotencyKey: keyOf(ledgerId, transactionId),
  }));
  const { postTransactions } = await client.mutate(PostTransactionsDocument, { input: { transactions } });
  if (postTransactions.__typename !== 'PostTransactionsSuccess')
    throw new StartupError(postTransactions.message);
  const refused = postTransactions.results.flatMap((result, index) =>
    'code' in result ? [{ ...result, line: batch[index]?.line }] : [],
  );
  if (refused.length === 0) return;
  const shown = refused
    .slice(0, MAX_SHOWN)
    .map(({ line, code, message }) => `line ${line}: ${code}, ${message}`);
  throw new StartupError(
    [...shown, `${refused.length} transactions were refused; the others of their batch are posted.`].join(
      '\n',
    ),
  );
}
