import type pg from 'pg';
import type { BookAccount } from '../../domain/book/book.ts';
import type { RecordedTransaction } from '../../domain/transaction/transaction.ts';
import type { LockedBook } from './read.ts';

/** Takes out the changes that have begun to count, and adds those that lie ahead. */
export function writeFuture(
  client: pg.Client,
  locked: LockedBook,
  transactions: readonly RecordedTransaction[],
  changed: readonly BookAccount[],
): Promise<unknown>[] {
  const future = transactions.filter(({ effectiveAt, recordedAt }) => effectiveAt > recordedAt);
  const touched = new Set(changed.map(({ terms }) => terms.id as string));
  const rolled = locked.rolled.filter((id) => touched.has(id));
  return [
    ...(rolled.length > 0 ? [deleteDue(client, locked, rolled)] : []),
    ...(future.length > 0 ? [insertFuture(client, locked, future)] : []),
  ];
}

const deleteDue = (client: pg.Client, { tenantId, book }: LockedBook, accounts: readonly string[]) =>
  client.query(
    'delete from future_change where tenant_id = $1 and account_id = any($2) and effective_at <= $3',
    [tenantId, accounts, book.now],
  );

function insertFuture(
  client: pg.Client,
  { tenantId }: LockedBook,
  transactions: readonly RecordedTransaction[],
) {
  const rows = transactions.flatMap(({ postings, effectiveAt, recordedAt }) =>
    postings.map(({ accountId, direction, amount }) => ({
      ...{ accountId, effectiveAt, recordedAt },
      debits: direction === 'DEBIT' ? amount.minor : 0n,
      credits: direction === 'CREDIT' ? amount.minor : 0n,
    })),
  );
  return client.query(
    `insert into future_change (tenant_id, account_id, effective_at, recorded_at, debits, credits)
     select $1, account_id, effective_at, recorded_at, sum(debits), sum(credits)
     from unnest($2::text[], $3::bigint[], $4::bigint[], $5::numeric[], $6::numeric[])
       as f (account_id, effective_at, recorded_at, debits, credits)
     group by account_id, effective_at, recorded_at`,
    [
      tenantId,
      rows.map((row) => row.accountId),
      rows.map((row) => row.effectiveAt),
      rows.map((row) => row.recordedAt),
      rows.map((row) => row.debits),
      rows.map((row) => row.credits),
    ],
  );
}
