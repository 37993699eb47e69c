import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Database } from '../tenancy/database.ts';
import { inBatches } from './consuming/in-batches.ts';
import { sweepInbox } from './consuming/inbox.ts';
import { consumerMetrics } from './consuming/metrics.ts';
import type { BatchHandler, ConsumerContext, Mode } from './consuming/mode.ts';
import { type Handlers, oneByOne } from './consuming/one-by-one.ts';
import {
  DEFAULT_RETRY,
  INBOX_RETENTION_FACTOR,
  INBOX_SWEEP_MS,
  LAG_POLL_MS,
  MAX_CONCURRENT,
  REPLAY_POLL_MS,
  type RetryPolicy,
} from './consuming/policy.ts';
import { replayDue } from './consuming/replay.ts';
import { createSlots } from './consuming/slots.ts';
import { deadLetterTopic } from './dead-letter-topic.ts';
import { pause } from './pause.ts';
import type { Bus, BusEvent, Subscription, TopicDeclaration } from './port.ts';

interface CommonOptions {
  readonly bus: Bus;
  /** Durable name, beginning with the subgraph's: `payments.ledger-transaction`. */
  readonly group: string;
  readonly topics: readonly TopicDeclaration[];
  /** Has the tables of ./migrations/0003-consumer.ts. */
  readonly database: Pick<Database, 'unitOfWork' | 'system'>;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly retry?: Partial<RetryPolicy>;
}

/** `handlers` by event type, each event in a unit of work with its inbox entry; or `handleBatch` for all events. */
export type ConsumerOptions = CommonOptions &
  (
    | {
        readonly handlers: Handlers;
        /** False for an event that can have no effect here: it is passed over without a transaction. */
        readonly concerns?: (event: BusEvent) => boolean;
        readonly handleBatch?: undefined;
      }
    | { readonly handleBatch: BatchHandler; readonly handlers?: undefined }
  );

export interface Consumer {
  /** Resolves when the group is joined: what is published from then on is handled. */
  readonly started: Promise<void>;
  /** Started, and nothing waits for the database. */
  ready(): boolean;
  /** Messages not yet handled. */
  lag(): Promise<bigint>;
  /** Stops after what is in hand; the rest comes again at the next start. */
  stop(): Promise<void>;
}

/**
 * Consumes events with effects in this subgraph's database, each effect once. A handler that keeps failing makes its
 * message a dead letter (a row in `dead_letter`, a message on `<topic>.dlq`); later messages of that key are parked
 * until it has been replayed, other keys go on. Failures of the database itself are waited out.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const stopping = new AbortController();
  const context = contextOf(options, stopping.signal);
  const mode = options.handlers
    ? oneByOne(context, options.handlers, options.concerns)
    : inBatches(context, options.handleBatch);
  const subscription = options.bus.consume({
    group: options.group,
    topics: options.topics.map((topic) => topic.name),
    onBatch: mode.handle,
  });
  let joined = false;
  const started = Promise.all([subscription.started, ensureDeadLetterTopics(options, stopping.signal)]).then(
    () => {
      joined = true;
    },
  );
  const upkeep = keepUp(context, mode, subscription);
  return {
    started,
    ready: () => joined && context.blocked.size === 0,
    lag: () => subscription.lag(),
    stop: async () => {
      const stopped = subscription.stop();
      stopping.abort();
      await Promise.all([stopped, upkeep]);
    },
  };
}

const contextOf = (options: ConsumerOptions, signal: AbortSignal): ConsumerContext => ({
  consumer: options.group,
  topics: new Map(options.topics.map((topic) => [topic.name, topic])),
  database: options.database,
  policy: { ...DEFAULT_RETRY, ...options.retry },
  signal,
  logger: options.logger.child({ group: options.group }),
  metrics: consumerMetrics(options.metrics, options.group),
  blocked: new Set(),
  slots: createSlots(MAX_CONCURRENT),
});

/** The relay cannot publish to a topic that is not there. */
async function ensureDeadLetterTopics(
  { bus, topics, logger }: CommonOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await bus.ensureTopics(topics.map(deadLetterTopic));
      return;
    } catch (error) {
      logger.warn({ err: error }, 'the dead-letter topics could not be made yet');
      await pause(REPLAY_POLL_MS, signal);
    }
  }
}

/** Replays what operators asked for, reports the lag, sweeps the inbox. */
async function keepUp(context: ConsumerContext, mode: Mode, subscription: Subscription): Promise<void> {
  const { signal, metrics, logger } = context;
  const retentionMs = Math.max(...[...context.topics.values()].map((topic) => topic.retentionMs));
  const lagDue = every(LAG_POLL_MS);
  const sweepDue = every(INBOX_SWEEP_MS);
  let failures = 0;
  while (!signal.aborted) {
    try {
      await replayDue(context, mode);
      metrics.blocked(context.blocked.size);
      if (lagDue()) metrics.lag(await subscription.lag());
      if (sweepDue()) {
        await sweepInbox(context.database, context.consumer, retentionMs * INBOX_RETENTION_FACTOR, logger);
      }
      failures = 0;
    } catch (error) {
      failures += 1;
      // Once is how a broker greets a new group; it is tried again at once.
      const level = failures === 2 && !signal.aborted ? 'warn' : 'debug';
      logger[level]({ err: error }, 'dead letters could not be looked through');
    }
    await pause(REPLAY_POLL_MS, signal);
  }
}

/** True at the first call, and then once an interval. */
function every(intervalMs: number): () => boolean {
  let dueAt = 0;
  return () => {
    if (performance.now() < dueAt) return false;
    dueAt = performance.now() + intervalMs;
    return true;
  };
}
