import type pg from 'pg';

/** How far a group has come in a partition: the offset it reads next. */
export interface GroupPosition {
  readonly topicId: number;
  readonly partition: number;
  readonly next: bigint;
}

const COMMIT = `
  insert into group_position (group_name, topic_id, partition, position)
  select $1, topic.id, own.partition, own.position
  from unnest($2::int[], $3::int[], $4::bigint[]) as own (topic_id, partition, position)
  join topic on topic.id = own.topic_id
  on conflict (group_name, topic_id, partition)
  do update set position = greatest(group_position.position, excluded.position)`;

/**
 * Writes a group's positions. One statement is on its way; what comes meanwhile goes together in the next. A partition
 * has at the most one position in hand.
 */
export function createPositions(pool: pg.Pool, group: string): (position: GroupPosition) => Promise<void> {
  let waiting: GroupPosition[] = [];
  let last = Promise.resolve();

  const write = async (): Promise<void> => {
    const positions = waiting;
    waiting = [];
    await pool.query({
      name: 'commit positions',
      text: COMMIT,
      values: [
        group,
        positions.map(({ topicId }) => topicId),
        positions.map(({ partition }) => partition),
        positions.map(({ next }) => next),
      ],
    });
  };

  return (position) => {
    waiting.push(position);
    if (waiting.length === 1) last = last.then(write, write);
    return last;
  };
}
