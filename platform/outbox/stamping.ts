import type pg from 'pg';
import type { OutboxRow } from './outbox.ts';

/** An outbox row with its place in the topic partition. */
export interface Stamped extends OutboxRow {
  readonly position: bigint;
  readonly seq: bigint;
}

const COLUMNS = 'o.position, o.topic, o.partition, o.key, o.headers, o.body, o.seq';

/**
 * One statement, one snapshot: the next rows in position order get the next numbers of their topic partitions, and
 * numbers and counters commit together. Late commits have lower positions than what is stamped already, but nothing
 * that is stamped depends on them: a dependent row takes its position after the row it depends on has committed.
 */
const STAMP = `
  with batch as (
    select position, topic, partition, row_number() over (partition by topic, partition order by position) as n
    from (select position, topic, partition from outbox where seq is null order by position limit $1) next
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

export async function stampNext(client: pg.Client, limit: number): Promise<Stamped[]> {
  const { rows } = await client.query<Stamped>({ name: 'stamp', text: STAMP, values: [limit] });
  return rows.sort(byPosition);
}

/** What a predecessor stamped and perhaps published, in order. */
export async function stampedRows(client: pg.Client): Promise<Stamped[]> {
  const { rows } = await client.query<Stamped>(`select ${COLUMNS} from outbox o where seq is not null`);
  return rows.sort(byPosition);
}

/** Need not be durable: a row that comes back after a crash is published again under the same number. */
export async function deletePublished(client: pg.Client, rows: readonly Stamped[]): Promise<void> {
  await client.query('begin; set local synchronous_commit = off');
  await client.query('delete from outbox where position = any($1::bigint[])', [
    rows.map((row) => row.position),
  ]);
  await client.query('commit');
}

const byPosition = (a: Stamped, b: Stamped): number => (a.position < b.position ? -1 : 1);
