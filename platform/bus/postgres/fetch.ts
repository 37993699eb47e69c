import type pg from 'pg';
import type { Logger } from 'pino';
import { decodeEvent } from '../cloud-events.ts';
import { MalformedMessageError } from '../errors.ts';
import { type MessageContent, unpack } from '../payload.ts';
import { type DeliveredMessage, MAX_BATCH } from '../port.ts';

/** Where a reader stands in a partition: the offset it reads next. */
export interface Place {
  readonly topicId: number;
  readonly topic: string;
  readonly partition: number;
  position: bigint;
}

/** A message as it is stored, with its place. */
export interface Row extends MessageContent {
  readonly offset: bigint;
  readonly seq: bigint;
  readonly incarnation: string;
}

interface ChunkRow {
  readonly topicId: number;
  readonly partition: number;
  /** Offset of its first message. */
  readonly first: bigint;
  readonly seq: bigint;
  readonly incarnation: string;
  readonly payload: Buffer;
}

/** What one read takes from a partition at the most, unless a single message is greater. */
const MAX_FETCH_BYTES = 4 * 1024 * 1024;

const FETCH = `
  select place.topic_id as "topicId", place.partition, c.last_position - c.count + 1 as first, c.seq, c.incarnation,
         c.payload
  from unnest($1::int[], $2::int[], $3::bigint[]) as place (topic_id, partition, position)
  cross join lateral (
    select * from (
      select next.*, sum(count) over through - count as count_before, sum(bytes) over through - bytes as bytes_before
      from (
        select * from chunk
        where topic_id = place.topic_id and partition = place.partition and last_position >= place.position
        order by last_position limit ${MAX_BATCH}
      ) next
      window through as (order by last_position)
    ) page where count_before < ${MAX_BATCH} and bytes_before < ${MAX_FETCH_BYTES}
  ) c
  order by 1, 2, 3`;

/** The next messages of each place, at the most MAX_BATCH each, by place; in one round trip. */
export async function fetchNext<P extends Place>(
  pool: pg.Pool,
  places: readonly P[],
): Promise<ReadonlyMap<P, Row[]>> {
  if (places.length === 0) return new Map();
  const { rows } = await pool.query<ChunkRow>({
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
    if (own.length > 0) found.set(place, messagesFrom(place.position, own));
  }
  return found;
}

/** A place may lie in the middle of a chunk. */
const messagesFrom = (position: bigint, chunks: readonly ChunkRow[]): Row[] =>
  chunks
    .flatMap(toRows)
    .filter(({ offset }) => offset >= position)
    .slice(0, MAX_BATCH);

const toRows = ({ first, seq, incarnation, payload }: ChunkRow): Row[] =>
  unpack(payload).map((content, n) => ({
    ...content,
    incarnation,
    offset: first + BigInt(n),
    seq: seq + BigInt(n),
  }));

/** The message, or undefined for what no reader can handle: that is logged and passed over. */
export function toDelivered(place: Place, row: Row, logger: Logger): DeliveredMessage | undefined {
  const { topic, partition } = place;
  const { offset, key, seq, incarnation, headers, body } = row;
  try {
    return { topic, partition, offset, key, seq, incarnation, event: decodeEvent(headers, body) };
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
    logger.error({ topic, partition, offset, reason: error.message }, 'passed over a malformed message');
    return undefined;
  }
}
