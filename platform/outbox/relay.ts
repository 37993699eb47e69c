import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { pause } from '../bus/pause.ts';
import type { Bus, OutgoingChunk, TopicDeclaration } from '../bus/port.ts';
import { present } from '../kernel/assert.ts';
import type { Database } from '../tenancy/database.ts';
import { prepareTopics } from './incarnations.ts';
import { type LeaderSession, openLeaderSession } from './leader.ts';
import { relayMetrics } from './metrics.ts';
import { countWaiting, deletePublished, type Stamped, stampedRows, stampNext } from './stamping.ts';

export interface RelayOptions {
  readonly database: Pick<Database, 'urls'>;
  readonly bus: Bus;
  /** All topics this subgraph writes to. */
  readonly topics: readonly TopicDeclaration[];
  readonly logger: Logger;
  readonly metrics?: Registry;
  /** Messages stamped and published at once, unless a single chunk has more. */
  readonly batchSize?: number;
  /** How long a lost wake-up can delay a message. */
  readonly pollMs?: number;
}

/** The relay of one instance: leading, or waiting to take over. */
export interface Relay {
  /** True when this instance publishes, or another one does and this one stands by. */
  healthy(): boolean;
  isLeader(): boolean;
  /** Publishes what it has stamped, then gives up the lead. */
  stop(): Promise<void>;
}

type State = 'out of reach' | 'standby' | 'leader';

const RELAY_LOCK = 7_203_002;
const DEFAULT_BATCH = 1_000;
const DEFAULT_POLL_MS = 250;
const RETRY_MS = 500;
const LAG_POLL_MS = 5_000;

/**
 * Brings the outbox to the bus, one instance at a time (session advisory lock). It takes all visible unstamped rows
 * in position order (a snapshot that sees an event sees everything it depended on), stamps each with the next gapless
 * `seq` of its topic partition, commits the stamps, publishes in `seq` order, deletes. A successor publishes what is
 * stamped and never renumbers, so what was published twice has the same `seq`.
 */
export function startRelay(options: RelayOptions): Relay {
  const stopping = new AbortController();
  let state: State = 'out of reach';

  const serve = async (): Promise<void> => {
    const session = await openLeaderSession({
      url: options.database.urls.system,
      lock: RELAY_LOCK,
      signal: stopping.signal,
      onStandby: () => {
        state = 'standby';
      },
    });
    if (!session) return;
    const onLead = () => {
      state = 'leader';
    };
    await lead(session, options, stopping.signal, onLead).finally(session.close);
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await serve();
      } catch (error) {
        failures = state === 'out of reach' ? failures + 1 : 1;
        // Once is how a broker greets a new topic; it is tried again at once.
        const level = failures === 2 ? 'warn' : 'debug';
        options.logger[level]({ err: error }, 'the relay cannot publish and tries again');
      }
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

/** Publishes until told to stop, and then leaves nothing half done. Rejects when database or bus are out of reach. */
async function lead(
  { client, wake }: LeaderSession,
  {
    bus,
    topics,
    metrics: registry,
    database,
    batchSize = DEFAULT_BATCH,
    pollMs = DEFAULT_POLL_MS,
  }: RelayOptions,
  signal: AbortSignal,
  onLead: () => void,
): Promise<void> {
  const metrics = relayMetrics(registry, new URL(database.urls.system).pathname.slice(1));
  const incarnations = await prepareTopics(client, bus, topics);
  const publish = async (rows: readonly Stamped[]): Promise<void> => {
    if (rows.length > 0) await bus.publishChunks(rows.map((row) => toOutgoing(row, incarnations)));
    metrics.published(rows.reduce((sum, { count }) => sum + count, 0));
  };

  let published = await stampedRows(client);
  await publish(published);
  onLead();
  let measureAt = 0;
  while (!signal.aborted) {
    const rows = await stampNext(client, batchSize, published);
    await publish(rows);
    published = rows;
    if (registry && performance.now() >= measureAt) {
      metrics.waiting(await countWaiting(client));
      measureAt = performance.now() + LAG_POLL_MS;
    }
    if (rows.length === 0) await wake(pollMs);
  }
  await deletePublished(client, published);
}

const toOutgoing = (row: Stamped, incarnations: ReadonlyMap<string, string>): OutgoingChunk => ({
  ...row,
  incarnation: present(incarnations.get(row.topic), `${row.topic} is not among the topics of this relay`),
});
