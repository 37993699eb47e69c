import pg from 'pg';
import { bigintTypes } from '../../tenancy/pg-settings.ts';
import type { Place } from './fetch.ts';

/** A partition that this member has; `busy` while a batch of it is in hand. */
export interface OwnPlace extends Place {
  busy: boolean;
}

/** One member of a group: a session that holds the lock of each partition it reads. */
export interface Membership {
  /** Takes what is free, and forgets partitions of topics that are gone. Rejects when the session is lost. */
  refresh(): Promise<{ readonly own: readonly OwnPlace[]; readonly allTopicsExist: boolean }>;
  /** Gives all partitions back. */
  leave(): Promise<void>;
}

const EXISTING = `
  select p.topic_id as "topicId", t.name as topic, p.partition
  from topic t join topic_partition p on p.topic_id = t.id where t.name = any($1) order by 1, 3`;

const LOCK = `
  select topic_id as "topicId", partition,
         pg_try_advisory_lock(hashtextextended($1 || '/' || topic_id || '/' || partition, 0)) as locked
  from unnest($2::int[], $3::int[]) as free (topic_id, partition)`;

/** Read after the lock has been taken: the former owner's last position is in it. */
const POSITIONS =
  'select topic_id as "topicId", partition, position from group_position where group_name = $1';

type PartitionRow = Pick<Place, 'topicId' | 'topic' | 'partition'>;

/** Joins a group on a connection outside the pool: when this process dies, so do the locks, and others take over. */
export async function joinGroup(url: string, group: string, topics: readonly string[]): Promise<Membership> {
  const client = new pg.Client({ connectionString: url, types: bigintTypes(), keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  let own: OwnPlace[] = [];

  const lock = async (free: readonly PartitionRow[]): Promise<PartitionRow[]> => {
    const values = [group, free.map((row) => row.topicId), free.map((row) => row.partition)];
    const { rows } = await client.query<PartitionRow & { locked: boolean }>(LOCK, values);
    const locked = new Set(rows.filter((row) => row.locked).map(nameOf));
    return free.filter((row) => locked.has(nameOf(row)));
  };

  const take = async (locked: readonly PartitionRow[]): Promise<OwnPlace[]> => {
    const { rows } = await client.query<Place>(POSITIONS, [group]);
    const positions = new Map(rows.map((row) => [nameOf(row), row.position]));
    return locked.map(({ topicId, topic, partition }) => ({
      topicId,
      topic,
      partition,
      position: positions.get(nameOf({ topicId, partition })) ?? 0n,
      busy: false,
    }));
  };

  return {
    refresh: async () => {
      const { rows } = await client.query<PartitionRow>(EXISTING, [topics]);
      const existing = new Set(rows.map(nameOf));
      own = own.filter((place) => existing.has(nameOf(place)));
      const owned = new Set(own.map(nameOf));
      const free = rows.filter((row) => !owned.has(nameOf(row)));
      if (free.length > 0) {
        const locked = await lock(free);
        if (locked.length > 0) own = [...own, ...(await take(locked))];
      }
      return { own, allTopicsExist: new Set(rows.map((row) => row.topic)).size === new Set(topics).size };
    },
    leave: () => client.end().catch(() => {}),
  };
}

const nameOf = ({ topicId, partition }: Pick<Place, 'topicId' | 'partition'>): string =>
  `${topicId}/${partition}`;
