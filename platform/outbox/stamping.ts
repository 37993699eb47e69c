import type pg from 'pg';
import type { OutboxRow } from './outbox.ts';

/** An outbox row with its place in the topic partition. */
export interface Stamped extends OutboxRow {
  readonly position: bigint;
  readonly seq: bigint;
}

/** What a batch holds at the most, unless a single message is greater. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

const COLUMNS = 'o.position, o.topic, o.partition, o.key, o.headers, o.body, o.seq';

/**
 * One statement, one snapshot, one commit: what has been published goes; the next rows in position order get the next
 * numbers of their topic partitions, together with the counters. Late commits have lower positions than what is
 * stamped already, but nothing that is stamped depends on them: a dependent row takes its position after the row it
 * depends on has committed.
 */
const STAMP = `
  with published as (
    delete from outbox where position = any($2::bigint[])
  ), next as (
    select position, topic, partition, sum(bytes) over (order by position) - bytes as bytes_before
    from (
      select position, topic, partition, octet_length(body) as bytes
      from outbox where seq is null order by position limit $1
    ) waiting
  ), batch as (
    select position, topic, partition, row_number() over (partition by topic, partition order by position) as n
    from next where bytes_before < ${MAX_BATCH_BYTES}
  ), size as (
    select topic, partition, count(*) as n from batch group by topic, partition
  ), counter as (
    insert into relay_counter (topic, partition, seq) select topic, partition, n from size
    on conflict (topic, partition) do update set seq = relay_counter.seq + excluded.seq
    returning topic, partition, seq
  )
  update outbox o set seq = counter.seq - size.n + batch.n
  from batch join size using (topic, partition) join counter using (topic, partition)
  where o.position = batch.position
  returning ${COLUMNS}`;

/** Deletes `published` and stamps the next `limit` rows; durable when it resolves. */
export async function stampNext(
  client: pg.Client,
  limit: number,
  published: readonly Stamped[],
): Promise<Stamped[]> {
  const { rows } = await client.query<Stamped>({
    name: 'stamp',
    text: STAMP,
    values: [limit, positionsOf(published)],
  });
  return rows.sort(bySeq);
}

/** What a predecessor stamped and perhaps published, in order. */
export async function stampedRows(client: pg.Client): Promise<Stamped[]> {
  const { rows } = await client.query<Stamped>(`select ${COLUMNS} from outbox o where seq is not null`);
  return rows.sort(bySeq);
}

export async function deletePublished(client: pg.Client, published: readonly Stamped[]): Promise<void> {
  await client.query('delete from outbox where position = any($1::bigint[])', [positionsOf(published)]);
}

const positionsOf = (rows: readonly Stamped[]): bigint[] => rows.map(({ position }) => position);

/** In each topic partition: between them there is no order to keep. */
const bySeq = (a: Stamped, b: Stamped): number => (a.seq < b.seq ? -1 : 1);

/** How many rows nobody has stamped yet. */
export async function countWaiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    'select count(*)::int as waiting from outbox where seq is null',
  );
  return rows[0]?.waiting ?? 0;
}
