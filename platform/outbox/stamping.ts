import type pg from 'pg';
import type { MessageChunk } from '../bus/port.ts';

/** A row of the outbox with its place in the topic partition: `seq` is that of its first message. */
export interface Stamped extends MessageChunk {
  readonly position: bigint;
  readonly seq: bigint;
}

/** What a batch holds at the most, unless a single chunk is greater. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

const COLUMNS = 'o.position, o.topic, o.partition, o.count, o.bytes, o.payload, o.seq';

/**
 * One statement, one snapshot, one commit: what has been published goes; the next rows in position order get the next
 * numbers of their topic partitions, each as many as it has messages, together with the counters. Late commits have
 * lower positions than what is stamped already, but nothing that is stamped depends on them: a dependent row takes its
 * position after the row it depends on has committed.
 */
const STAMP = `
  with published as (
    delete from outbox where position = any($2::bigint[])
  ), next as (
    select position, topic, partition, count, sum(count) over through - count as count_before,
           sum(bytes) over through as bytes_through, row_number() over through as n
    from (
      select position, topic, partition, count, bytes from outbox where seq is null order by position limit $1
    ) waiting
    window through as (order by position)
  ), batch as (
    select position, topic, partition, count,
           sum(count) over (partition by topic, partition order by position) - count as count_before
    from next where count_before + count <= $1 and bytes_through <= ${MAX_BATCH_BYTES} or n = 1
  ), size as (
    select topic, partition, sum(count) as messages from batch group by topic, partition
  ), counter as (
    insert into relay_counter (topic, partition, seq) select topic, partition, messages from size
    on conflict (topic, partition) do update set seq = relay_counter.seq + excluded.seq
    returning topic, partition, seq
  )
  update outbox o set seq = counter.seq - size.messages + batch.count_before + 1
  from batch join size using (topic, partition) join counter using (topic, partition)
  where o.position = batch.position
  returning ${COLUMNS}`;

/** Deletes `published` and stamps the next rows, of `limit` messages together; durable when it resolves. */
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

/** How many messages nobody has stamped yet. */
export async function countWaiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    'select coalesce(sum(count), 0)::int as waiting from outbox where seq is null',
  );
  return rows[0]?.waiting ?? 0;
}
