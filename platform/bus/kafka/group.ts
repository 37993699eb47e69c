import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { deliver } from '../deliver.ts';
import { pause } from '../pause.ts';
import { type GroupOptions, MAX_BATCH, type Subscription } from '../port.ts';
import { existingTopics } from './topics.ts';
import { toDelivered } from './wire.ts';

export interface KafkaParts {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly logger: Logger;
}

/** How long the partitions of a member that has died stay without an owner: the least a broker accepts. */
const SESSION_TIMEOUT_MS = 6_000;
/** How soon a member learns that another one has come or gone. */
const HEARTBEAT_MS = 1_000;
/** How long an idle read waits at the broker. */
export const MAX_WAIT_MS = 500;
const MAX_PARTITIONS_AT_ONCE = 16;
export const RETRY_MS = 250;

/** A consumer group: offsets are committed after the effect. */
export function consumeGroup(parts: KafkaParts, options: GroupOptions): Subscription {
  const stopping = new AbortController();
  const joined = Promise.withResolvers<void>();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (await topicsExist(parts, options.topics)) {
        await runMember(parts, options, joined.resolve, stopping.signal);
      }
      await pause(RETRY_MS, stopping.signal);
    }
  };
  const finished = run().finally(joined.resolve);
  return {
    started: joined.promise,
    stop: () => {
      stopping.abort();
      return finished;
    },
    lag: () => groupLag(parts.admin, options),
  };
}

const topicsExist = ({ admin }: KafkaParts, topics: readonly string[]): Promise<boolean> =>
  existingTopics(admin, topics).then(
    (existing) => existing.size === new Set(topics).size,
    () => false,
  );

/** Resolves when told to stop, or when kafkajs has given up and a new member is to be made. */
async function runMember(
  { kafka, logger }: KafkaParts,
  options: GroupOptions,
  joined: () => void,
  stopping: AbortSignal,
): Promise<void> {
  const consumer = kafka.consumer({
    groupId: options.group,
    allowAutoTopicCreation: false,
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: MAX_WAIT_MS,
    retry: { restartOnFailure: async () => false },
  });
  const over = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, joined);
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    const level = isPassing(payload.error) ? 'debug' : 'warn';
    logger[level]({ err: payload.error, group: options.group }, 'the group lost its session and joins again');
    over.resolve();
  });
  stopping.addEventListener('abort', () => over.resolve(), { once: true });
  try {
    await begin(consumer, options, logger, stopping);
    if (!stopping.aborted) await over.promise;
  } catch (error) {
    logger.warn({ err: error, group: options.group }, 'the group could not be joined yet');
  }
  await consumer.disconnect().catch(() => {});
}

/** Such as a coordinator that is still loading. */
const isPassing = (error: Error): boolean => (error as { retriable?: unknown }).retriable === true;

async function begin(
  consumer: Consumer,
  options: GroupOptions,
  logger: Logger,
  stopping: AbortSignal,
): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: MAX_PARTITIONS_AT_ONCE,
    eachBatch: (payload) => handBatch(payload, options, logger, stopping),
  });
}

async function handBatch(
  payload: EachBatchPayload,
  options: GroupOptions,
  logger: Logger,
  stopping: AbortSignal,
): Promise<void> {
  const { topic, partition, messages } = payload.batch;
  for (let at = 0; at < messages.length && payload.isRunning() && !payload.isStale(); at += MAX_BATCH) {
    const slice = messages.slice(at, at + MAX_BATCH);
    const delivered = slice.flatMap((message) => toDelivered(topic, partition, message, logger) ?? []);
    const taken = await whileBeating(payload, stopping, (signal) =>
      deliver(options, delivered, logger, signal),
    );
    if (!taken) return;
    const last = slice.at(-1)?.offset ?? '0';
    payload.resolveOffset(last);
    await payload.commitOffsetsIfNecessary({
      topics: [{ topic, partitions: [{ partition, offset: (BigInt(last) + 1n).toString() }] }],
    });
  }
}

/** Stays a member of the group during long work; the work is stopped when the membership is lost all the same. */
async function whileBeating<T>(
  { heartbeat }: EachBatchPayload,
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const timer = setInterval(() => {
    heartbeat().catch((error: unknown) => lost.abort(error));
  }, HEARTBEAT_MS);
  try {
    const result = await work(AbortSignal.any([stopping, lost.signal]));
    if (lost.signal.aborted) throw lost.signal.reason;
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** kafkajs must not be asked about a topic that is not there yet: it would ask the broker for it at every later call. */
async function groupLag(admin: Admin, { group, topics }: GroupOptions): Promise<bigint> {
  const existing = await existingTopics(admin, topics);
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...existing] });
  let lag = 0n;
  for (const { topic, partitions } of committed) {
    const done = new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      const from = done.get(partition) ?? -1n;
      lag += BigInt(high) - (from < BigInt(low) ? BigInt(low) : from);
    }
  }
  return lag;
}
