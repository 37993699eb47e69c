import type pg from 'pg';
import { UnknownTopicError } from '../errors.ts';
import type { PartitionRange, TopicDeclaration } from '../port.ts';
import type { PartitionBounds } from '../sequencer.ts';

/** A partition, and by its topic's id the incarnation of the log that it is. */
export interface Partition extends PartitionBounds {
  readonly topicId: number;
  readonly topic: string;
}

const CREATE = `
  with made as (
    insert into topic (name, partitions, retention_ms, writers) values ($1, $2, $3, $4)
    on conflict (name) do nothing returning id, name, partitions
  ), _ as (
    insert into topic_partition (topic_id, partition)
    select id, n from made, generate_series(0, partitions - 1) as n
  )
  select name from made`;

export async function ensureTopics(
  pool: pg.Pool,
  topics: readonly TopicDeclaration[],
): Promise<ReadonlySet<string>> {
  const created = new Set<string>();
  for (const { name, partitions, retentionMs, writers } of topics) {
    const { rowCount } = await pool.query(CREATE, [name, partitions, retentionMs, writers]);
    if (rowCount) created.add(name);
  }
  return created;
}

export async function existingTopics(pool: pg.Pool, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ name: string }>('select name from topic where name = any($1)', [names]);
  return new Set(rows.map((row) => row.name));
}

/** All partitions of those topics that exist. */
export async function partitionsOf(pool: pg.Pool, topics: readonly string[]): Promise<Partition[]> {
  const { rows } = await pool.query<Partition>(
    `select t.id as "topicId", t.name as topic, p.partition, p.next_position as high,
            coalesce(
              (select c.last_position - c.count + 1 from chunk c
               where c.topic_id = t.id and c.partition = p.partition order by c.last_position limit 1),
              p.next_position
            ) as low
     from topic t join topic_partition p on p.topic_id = t.id where t.name = any($1)
     order by 1, 3`,
    [topics],
  );
  return rows;
}

const RANGES = `
  select p.partition, oldest.seq as first, newest.seq as last, newest.incarnation
  from topic t join topic_partition p on p.topic_id = t.id
  left join lateral (
    select seq from chunk c where c.topic_id = t.id and c.partition = p.partition order by last_position limit 1
  ) oldest on true
  left join lateral (
    select seq + count - 1 as seq, incarnation from chunk c where c.topic_id = t.id and c.partition = p.partition
    order by last_position desc limit 1
  ) newest on true
  where t.name = $1 order by p.partition`;

export async function ranges(pool: pg.Pool, topic: string): Promise<readonly PartitionRange[]> {
  const { rows } = await pool.query<{
    partition: number;
    first: bigint | null;
    last: bigint | null;
    incarnation: string | null;
  }>(RANGES, [topic]);
  if (rows.length === 0) throw new UnknownTopicError(`${topic} is not on the bus`);
  return rows.map(({ partition, first, last, incarnation }) => ({
    partition,
    first: first ?? undefined,
    last: last ?? undefined,
    incarnation: incarnation ?? undefined,
  }));
}
