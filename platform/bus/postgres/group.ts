import type pg from 'pg';
import type { Logger } from 'pino';
import { deliver } from '../deliver.ts';
import { pause } from '../pause.ts';
import type { GroupOptions, Subscription } from '../port.ts';
import { type Bell, createBell } from './bell.ts';
import { fetchNext, type Row, toDelivered } from './fetch.ts';
import { joinGroup, type OwnPlace } from './membership.ts';
import { createPositions } from './positions.ts';
import type { WakeUps } from './wake-ups.ts';

export interface ReaderParts {
  readonly url: string;
  /** Reads, and group positions, whose loss only means that messages come again. */
  readonly pool: pg.Pool;
  readonly wakeUps: WakeUps;
  readonly logger: Logger;
}

/** How late a lost wake-up makes a message, and how long a takeover takes at the most. */
export const POLL_MS = 500;
const RETRY_MS = 500;

const LAG = `
  select coalesce(sum(p.next_position - greatest(g.position, 0)), 0)::bigint as lag
  from topic t join topic_partition p on p.topic_id = t.id
  left join group_position g on g.group_name = $1 and g.topic_id = p.topic_id and g.partition = p.partition
  where t.name = any($2)`;

/**
 * Reads the partitions whose locks this member could take; another member stands by for them. Partitions go on
 * independently, each with at the most one batch in hand.
 */
export function consumeGroup(parts: ReaderParts, options: GroupOptions): Subscription {
  const stopping = new AbortController();
  const joined = Promise.withResolvers<void>();
  const finished = keepReading(parts, options, joined.resolve, stopping.signal).finally(joined.resolve);
  return {
    started: joined.promise,
    stop: () => {
      stopping.abort();
      return finished;
    },
    lag: async () => {
      const { rows } = await parts.pool.query<{ lag: bigint }>(LAG, [options.group, options.topics]);
      return rows[0]?.lag ?? 0n;
    },
  };
}

/** Joins again whenever the session is lost, until told to stop. */
async function keepReading(
  parts: ReaderParts,
  options: GroupOptions,
  joined: () => void,
  stopping: AbortSignal,
): Promise<void> {
  let isMember = true;
  const became = (): void => {
    isMember = true;
    joined();
  };
  while (!stopping.aborted) {
    try {
      await readAsMember(parts, options, became, stopping);
    } catch (error) {
      const level = isMember ? 'warn' : 'debug';
      parts.logger[level]({ err: error, group: options.group }, 'the group lost its session and joins again');
      isMember = false;
      await pause(RETRY_MS, stopping);
    }
  }
}

/** Resolves when told to stop, rejects when the session is lost; in both cases no batch is in hand any more. */
async function readAsMember(
  parts: ReaderParts,
  options: GroupOptions,
  joined: () => void,
  stopping: AbortSignal,
): Promise<void> {
  const leaving = new AbortController();
  const bell = createBell();
  const batches = createBatches(parts, options, bell, AbortSignal.any([stopping, leaving.signal]));
  const membership = await joinGroup(parts.url, options.group, options.topics);
  const unsubscribe = parts.wakeUps.subscribe(options.topics, bell);
  stopping.addEventListener('abort', bell.ring);
  try {
    let own: readonly OwnPlace[] = [];
    let refreshAt = 0;
    while (!stopping.aborted) {
      if (performance.now() >= refreshAt) {
        const refreshed = await membership.refresh();
        own = refreshed.own;
        if (refreshed.allTopicsExist) joined();
        refreshAt = performance.now() + POLL_MS;
      }
      const idle = own.filter((place) => !place.busy);
      for (const [place, rows] of await fetchNext(parts.pool, idle)) batches.take(place, rows);
      await bell.heard(Math.max(1, refreshAt - performance.now()));
    }
  } finally {
    stopping.removeEventListener('abort', bell.ring);
    unsubscribe();
    leaving.abort();
    await batches.finished();
    await membership.leave();
  }
}

/** The batches in hand, at the most one a partition. */
function createBatches(
  { pool, logger }: ReaderParts,
  options: GroupOptions,
  bell: Bell,
  signal: AbortSignal,
) {
  const inHand = new Set<Promise<void>>();
  const commit = createPositions(pool, options.group);

  const handle = async (place: OwnPlace, rows: readonly Row[]): Promise<void> => {
    const messages = rows.flatMap((row) => toDelivered(place, row, logger) ?? []);
    if (!(await deliver(options, messages, logger, signal))) return;
    const next = (rows.at(-1)?.offset ?? 0n) + 1n;
    await commit({ topicId: place.topicId, partition: place.partition, next });
    place.position = next;
  };

  return {
    take: (place: OwnPlace, rows: readonly Row[]): void => {
      place.busy = true;
      const work = handle(place, rows)
        .catch((error: unknown) => logger.warn({ err: error }, 'a position could not be written'))
        .finally(() => {
          place.busy = false;
          inHand.delete(work);
          bell.ring();
        });
      inHand.add(work);
    },
    finished: () => Promise.allSettled(inHand),
  };
}
