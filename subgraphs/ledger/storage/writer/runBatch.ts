import type pg from 'pg';
import { decideBatch } from './decideBatch.ts';
import { lockBook } from './read.ts';
import type { PostingOutcome, PostingRequest } from './request.ts';
import { writeBatch } from './write.ts';

/**
 * One database transaction for many postings of one book, in two pipelined trips: lock and read, then (decided in
 * memory) write and commit. Resolves when the commit is durable; rejects with nothing written, or in doubt: to run
 * the same requests again is safe, because their keys tell. After a rejection the connection is closed: what was sent
 * ahead on it may still be answering.
 */
export async function runBatch(
  client: pg.Client,
  requests: readonly PostingRequest[],
): Promise<readonly PostingOutcome[]> {
  try {
    const locked = await lockBook(client, requests);
    const batch = decideBatch(requests, locked);
    await writeBatch(client, locked, batch);
    return batch.outcomes;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}
