import type pg from 'pg';
import type { Logger } from 'pino';
import { decodeEvent } from '../cloud-events.ts';
import { MalformedMessageError } from '../errors.ts';
import { type DeliveredMessage, MAX_BATCH } from '../port.ts';

/** Where a reader stands in a partition: the offset it reads next. */
export interface Place {
  readonly topicId: number;
  readonly topic: string;
  readonly partition: number;
  position: bigint;
}

/** A message as it is stored. */
export interface Row {
  readonly topicId: number;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly seq: bigint;
  readonly incarnation: string;
  readonly headers: string;
  readonly body: string;
}

/** What one read takes from a partition at the most, unless a single message is greater. */
const MAX_FETCH_BYTES = 4 * 1024 * 1024;

const FETCH = `
  select place.topic_id as "topicId", place.partition, m.position as "offset", m.key, m.seq, m.incarnation,
         m.headers, m.body
  from unnest($1::int[], $2::int[], $3::bigint[]) as place (topic_id, partition, position)
  cross join lateral (
    select * from (
      select next.*, sum(bytes) over (order by position) - bytes as before
      from (
        select * from message
        where topic_id = place.topic_id and partition = place.partition and position >= place.position
        order by position limit ${MAX_BATCH}
      ) next
    ) page where before < ${MAX_FETCH_BYTES}
  ) m
  order by 1, 2, 3`;

/** The next messages of each place, at the most MAX_BATCH each, by place; in one round trip. */
export async function fetchNext<P extends Place>(
  pool: pg.Pool,
  places: readonly P[],
): Promise<ReadonlyMap<P, Row[]>> {
  if (places.length === 0) return new Map();
  const { rows } = await pool.query<Row>({
    name: 'fetch',
    text: FETCH,
    values: [
      places.map((place) => place.topicId),
      places.map((place) => place.partition),
      places.map((place) => place.position),
    ],
  });
  const found = new Map<P, Row[]>();
  for (const place of places) {
    const own = rows.filter((row) => row.topicId === place.topicId && row.partition === place.partition);
    if (own.length > 0) found.set(place, own);
  }
  return found;
}

/** The message, or undefined for what no reader can handle: that is logged and passed over. */
export function toDelivered(topic: string, row: Row, logger: Logger): DeliveredMessage | undefined {
  const { partition, offset, key, seq, incarnation } = row;
  try {
    const event = decodeEvent(JSON.parse(row.headers) as Record<string, string>, row.body);
    return { topic, partition, offset, key, seq, incarnation, event };
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
    logger.error({ topic, partition, offset, reason: error.message }, 'passed over a malformed message');
    return undefined;
  }
}
