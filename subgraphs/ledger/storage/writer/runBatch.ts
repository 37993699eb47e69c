import type pg from 'pg';
import { decideBatch } from './decideBatch.ts';
import { lockBook } from './read.ts';
import type { BookOutcome, BookRequest } from './request.ts';
import { writeBatch } from './write.ts';

/**
 * One database transaction for many commands to one book, in two pipelined trips: lock and read, then (decided in
 * memory) write and commit. Resolves when the commit is durable; rejects with nothing written, or in doubt: to run
 * the same requests again is safe, because their keys tell, but not on this connection.
 */
export async function runBatch(
  client: pg.Client,
  requests: readonly BookRequest[],
): Promise<readonly BookOutcome[]> {
  const locked = await lockBook(client, requests);
  const batch = decideBatch(requests, locked);
  await writeBatch(client, locked, batch);
  return batch.outcomes;
}
