import type { Logger } from 'pino';
import type { ServiceKey } from 'platform/auth/service-keys';
import { pause } from 'platform/bus/pause';
import { type Instant, instantOf, systemClock } from 'platform/kernel/clock';
import { type LeaderSession, openLeaderSession } from 'platform/outbox/leader';
import type { Database } from 'platform/tenancy/database';
import { queryOn } from 'platform/tenancy/statements';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Registry } from 'prom-client';
import { booksBehind, type ChainedBook } from './books.ts';
import { chainOn } from './chainOn.ts';
import { type ChainerMetrics, chainerMetrics } from './metrics.ts';
import { signOn } from './signOn.ts';

export interface ChainerOptions {
  readonly database: Pick<Database, 'urls'>;
  readonly key: ServiceKey;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** Between two signed heads of one book at least. */
  readonly headIntervalMs?: number;
}

/** The chainer of one instance: leading, or waiting to take over. */
export interface Chainer {
  /** True when this instance chains, or another one does and this one stands by. */
  healthy(): boolean;
  isLeader(): boolean;
  stop(): Promise<void>;
}

type State = 'out of reach' | 'standby' | 'leader';

const CHAINER_LOCK = 7_203_014;
const HEAD_INTERVAL_MS = 5_000;
/** Between two rounds: what is recorded meanwhile is chained at once. */
const ROUND_MS = 200;
/** How long a lost wake-up, or the head of a book that fell silent, can be late. */
const POLL_MS = 1_000;
/** Segments of one book in a round, so that a busy one does not starve the others. */
const MAX_SEGMENTS = 32;
const RETRY_MS = 500;

/**
 * Follows all books of the database, one instance at a time: hashes their records in order, and signs heads. What it
 * has chained of a book, and how far that goes, is one commit of the connection that holds the lead, so that a crash
 * leaves no gap and a successor does nothing twice. It may be behind the writers, and catches up.
 */
export function startChainer(options: ChainerOptions): Chainer {
  const stopping = new AbortController();
  let state: State = 'out of reach';

  const serve = async (): Promise<void> => {
    const session = await openLeaderSession({
      url: options.database.urls.system,
      lock: CHAINER_LOCK,
      signal: stopping.signal,
      onStandby: () => {
        state = 'standby';
      },
    });
    if (!session) return;
    state = 'leader';
    // Another one may lead by now, while this one rests until its next round.
    session.client.once('end', () => {
      state = 'out of reach';
    });
    await lead(session, options, stopping.signal).finally(session.close);
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await serve().catch((error: unknown) => {
        options.logger.debug({ err: error }, 'the chainer lost the database and tries again');
      });
      state = 'out of reach';
      await pause(RETRY_MS, stopping.signal);
    }
  };

  const finished = run();
  return {
    healthy: () => state !== 'out of reach',
    isLeader: () => state === 'leader',
    stop: () => {
      stopping.abort();
      return finished;
    },
  };
}

/** Rounds until told to stop. Rejects when the database is out of reach. */
async function lead(
  { client, wake }: LeaderSession,
  { key, logger, metrics: registry, headIntervalMs = HEAD_INTERVAL_MS }: ChainerOptions,
  signal: AbortSignal,
): Promise<void> {
  const metrics = chainerMetrics(registry);
  const query = queryOn(client);
  const stuck = new Set<string>();
  // What is lost in a crash is made again, with the same hashes.
  await client.query('set synchronous_commit = off');
  while (!signal.aborted) {
    const signedBefore = instantOf(systemClock.now() - BigInt(headIntervalMs) * 1_000n);
    const behind: ChainedBook[] = [];
    for (const book of await booksBehind(query, signedBefore)) {
      if (signal.aborted) return;
      try {
        const reached = await follow(query, book, key, signedBefore, metrics);
        stuck.delete(book.ledgerId);
        if (reached.through < reached.lastRecordedAt) behind.push(reached);
      } catch (error) {
        metrics.failed();
        if (!stuck.has(book.ledgerId)) logger.error({ err: error, ledgerId: book.ledgerId }, 'not chained');
        stuck.add(book.ledgerId);
      }
    }
    metrics.reached(oldest(behind));
    if (behind.length === 0) await wake(POLL_MS);
    await pause(ROUND_MS, signal);
  }
}

/** Chains what is there of a book, and signs it unless it was signed lately. */
async function follow(
  query: Reader['query'],
  book: ChainedBook,
  key: ServiceKey,
  signedBefore: Instant,
  metrics: ChainerMetrics,
): Promise<ChainedBook> {
  let reached = book;
  for (let segments = 0; segments < MAX_SEGMENTS && reached.through < book.lastRecordedAt; segments += 1) {
    const { seq } = reached;
    reached = await chainOn(query, reached);
    metrics.chained(reached.seq - seq);
  }
  const isDue = reached.headSeq < reached.seq && reached.headAt < signedBefore;
  return isDue ? signOn(query, key, reached, systemClock.now()) : reached;
}

const oldest = (books: readonly ChainedBook[]): Instant | undefined =>
  books.map(({ through }) => through).reduce<Instant | undefined>(earlier, undefined);

const earlier = (a: Instant | undefined, b: Instant): Instant => (a === undefined || b < a ? b : a);
