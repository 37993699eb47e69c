import pg from 'pg';
import type { Logger } from 'pino';
import { bigintTypes } from '../../tenancy/pg-settings.ts';
import { outgoingChunksOf } from '../chunks.ts';
import type { Bus, OutgoingChunk, Subscription } from '../port.ts';
import { prepareDatabase } from './database.ts';
import { consumeGroup, type ReaderParts } from './group.ts';
import { publishChunks } from './publish.ts';
import { keepSweeping } from './retention.ts';
import { tailTopic } from './tail.ts';
import { ensureTopics, existingTopics, ranges } from './topics.ts';
import { createWakeUps } from './wake-ups.ts';

export interface PostgresBusOptions {
  /** The server, as a user that may create roles and databases. */
  readonly postgresUrl: string;
  readonly database?: string;
  readonly logger: Logger;
}

const WRITERS = 4;
const READERS = 6;
/** To plan its statements takes longer than to run them, and the plans are the same for all values. */
const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan';

/**
 * The bus on PostgreSQL, in a database of its own, which is made where it is missing. Offsets are given under the
 * partition row's lock; readers read by offset, woken within milliseconds of a commit.
 */
export async function openPostgresBus(options: PostgresBusOptions): Promise<Bus> {
  const { logger } = options;
  const { url } = await prepareDatabase(options.postgresUrl, options.database ?? 'bus');
  const writing = openPool(url, WRITERS, 'on');
  const reading = openPool(url, READERS, 'off');
  const wakeUps = createWakeUps(url, reading, logger);
  const parts: ReaderParts = { url, pool: reading, wakeUps, logger };
  const closing = new AbortController();
  const sweeping = keepSweeping(reading, logger, closing.signal);
  const running = new Set<Subscription>();
  const track = (subscription: Subscription): Subscription => {
    running.add(subscription);
    return { ...subscription, stop: () => subscription.stop().finally(() => running.delete(subscription)) };
  };
  const publish = async (chunks: readonly OutgoingChunk[]): Promise<void> => {
    await publishChunks(writing, chunks);
    wakeUps.published(new Set(chunks.map((chunk) => chunk.topic)));
  };
  const shutDown = async (): Promise<void> => {
    closing.abort();
    await Promise.all([...running].map((subscription) => subscription.stop()));
    await Promise.all([wakeUps.close(), sweeping]);
    await Promise.all([writing.end(), reading.end()]);
  };
  let closed: Promise<void> | undefined;

  return {
    kind: 'postgres',
    publish: async (messages) => publish(outgoingChunksOf(messages)),
    publishChunks: publish,
    ensureTopics: (topics) => ensureTopics(writing, topics),
    existingTopics: (names) => existingTopics(reading, names),
    consume: (group) => track(consumeGroup(parts, group)),
    tail: (tail) => track(tailTopic(parts, tail)),
    ranges: (topic) => ranges(reading, topic),
    healthy: () =>
      reading.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => {
      closed ??= shutDown();
      return closed;
    },
  };
}

/** What readers write (group positions, deletions of the expired) may be lost in a crash: it is done again. */
function openPool(url: string, max: number, synchronousCommit: 'on' | 'off'): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: bigintTypes(),
    options: `-c synchronous_commit=${synchronousCommit} ${PLAN_ONCE}`,
  });
  pool.on('error', () => {});
  return pool;
}
