import type { Logger } from 'pino';
import type { Bus, TopicDeclaration } from '../bus/port.ts';
import type { Database } from '../tenancy/database.ts';
import { prepareTopics } from './incarnations.ts';
import { type LeaderSession, openLeaderSession } from './leader.ts';
import { deletePublished, type Stamped, stampedRows, stampNext } from './stamping.ts';

export interface RelayOptions {
  readonly database: Database;
  readonly bus: Bus;
  /** All topics this subgraph writes to. */
  readonly topics: readonly TopicDeclaration[];
  readonly logger: Logger;
  /** Messages stamped and published at once. */
  readonly batchSize?: number;
}

/** The relay of one instance: leading, or waiting to take over. */
export interface Relay {
  /** True when this instance publishes, or another one does and this one stands by. */
  healthy(): boolean;
  isLeader(): boolean;
  /** Publishes what it has stamped, then gives up the lead. */
  stop(): Promise<void>;
}

const DEFAULT_BATCH = 1_000;
/** How long a lost wake-up can delay a message. */
const POLL_MS = 100;
const RETRY_MS = 500;

/**
 * Brings the outbox to the bus, one instance at a time (session advisory lock). It takes all visible unstamped rows
 * in position order (a snapshot that sees an event sees everything it depended on), stamps each with the next gapless
 * `seq` of its topic partition, commits the stamps, publishes in `seq` order, deletes. A successor publishes what is
 * stamped and never renumbers, so what was published twice has the same `seq`.
 */
export function startRelay(options: RelayOptions): Relay {
  const stopping = new AbortController();
  let leading = false;
  let failing = false;

  const lead = async (session: LeaderSession): Promise<void> => {
    const incarnations = await prepareTopics(session.client, options.bus, options.topics);
    const publish = (rows: readonly Stamped[]) => publishAndDelete(session, options.bus, rows, incarnations);
    await publish(await stampedRows(session.client));
    leading = true;
    failing = false;
    while (!stopping.signal.aborted) {
      const rows = await stampNext(session.client, options.batchSize ?? DEFAULT_BATCH);
      if (rows.length > 0) await publish(rows);
      else await session.wake(POLL_MS, stopping.signal);
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const session = await openLeaderSession(options.database.urls.system, stopping.signal).catch(
        () => undefined,
      );
      failing = session === undefined && !stopping.signal.aborted;
      if (session) {
        await lead(session).catch((error: unknown) => {
          failing = true;
          options.logger.warn({ err: error }, 'the relay stopped publishing and tries again');
        });
        leading = false;
        await session.close();
      }
      if (!stopping.signal.aborted) await pause(RETRY_MS, stopping.signal);
    }
  };

  const finished = run();
  return {
    healthy: () => !failing,
    isLeader: () => leading,
    stop: () => {
      stopping.abort();
      return finished;
    },
  };
}

async function publishAndDelete(
  session: LeaderSession,
  bus: Bus,
  rows: readonly Stamped[],
  incarnations: ReadonlyMap<string, string>,
): Promise<void> {
  if (rows.length === 0) return;
  await bus.publish(
    rows.map(({ topic, partition, key, seq, headers, body }) => ({
      topic,
      partition,
      key,
      seq,
      headers: JSON.parse(headers) as Record<string, string>,
      body,
      incarnation: incarnations.get(topic) ?? '',
    })),
  );
  await deletePublished(session.client, rows);
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
