import { pause } from '../pause.ts';
import type { Subscription, TailOptions } from '../port.ts';
import { createSequencer, type PartitionBounds, type Sequencer } from '../sequencer.ts';
import { type KafkaParts, MAX_WAIT_MS, RETRY_MS } from './group.ts';
import { type FetchedPartition, openReader, type TopicReader } from './reader.ts';
import { existingTopics } from './topics.ts';
import { toDelivered } from './wire.ts';

const MAX_PARTITION_BYTES = 1024 * 1024;

/** Where a tail stands: kept over lost connections. */
interface Progress {
  readonly sequencer: Sequencer;
  /** The offset to read next, by partition. */
  readonly positions: Map<number, bigint>;
}

/** Reads all partitions of a topic by offset, outside any group. */
export function tailTopic(parts: KafkaParts, options: TailOptions): Subscription {
  const stopping = new AbortController();
  const started = Promise.withResolvers<void>();
  let progress: Progress | undefined;

  const readSession = async (): Promise<void> => {
    const existing = await existingTopics(parts.admin, [options.topic]);
    if (existing.size === 0) return;
    const reader = await openReader(parts.kafka, options.topic);
    try {
      const bounds = await reader.bounds();
      progress ??= beginning(options, bounds);
      keepWithin(progress.positions, bounds);
      started.resolve();
      await readOn(reader, parts, options, progress, stopping.signal);
    } finally {
      await reader.close();
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await readSession().catch((error: unknown) => {
        parts.logger.debug({ err: error, topic: options.topic }, 'a tail was interrupted and goes on');
      });
      await pause(RETRY_MS, stopping.signal);
    }
  };

  const finished = run().finally(started.resolve);
  return {
    started: started.promise,
    stop: () => {
      stopping.abort();
      return finished;
    },
    lag: async () => {
      const offsets = await parts.admin.fetchTopicOffsets(options.topic);
      return offsets.reduce(
        (sum, { partition, high }) =>
          sum + BigInt(high) - (progress?.positions.get(partition) ?? BigInt(high)),
        0n,
      );
    },
  };
}

function beginning({ from }: TailOptions, bounds: readonly PartitionBounds[]): Progress {
  const sequencer = createSequencer(from, bounds);
  return { sequencer, positions: new Map(sequencer.begin) };
}

/** What the topic no longer holds is passed over; in a topic that was made anew, reading begins with the oldest. */
function keepWithin(positions: Map<number, bigint>, bounds: readonly PartitionBounds[]): void {
  for (const { partition, low, high } of bounds) {
    const position = positions.get(partition);
    if (position === undefined || position < low || position > high) positions.set(partition, low);
  }
}

/** Reads from each broker on its own; the first failure ends them all. */
async function readOn(
  reader: TopicReader,
  parts: KafkaParts,
  options: TailOptions,
  progress: Progress,
  stopping: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([stopping, failed.signal]);
  const read = async (partitions: readonly number[]): Promise<void> => {
    while (!signal.aborted) {
      const offsets = new Map(
        partitions.map((partition) => [partition, progress.positions.get(partition) ?? 0n]),
      );
      const limits = { maxWaitMs: MAX_WAIT_MS, maxBytes: MAX_PARTITION_BYTES };
      for (const fetched of await reader.fetch(offsets, limits)) {
        if (!signal.aborted) pass(fetched, parts, options, progress);
      }
    }
  };
  await Promise.all(
    reader.partitionsByLeader().map((partitions) => read(partitions).finally(() => failed.abort())),
  );
}

function pass(
  { partition, messages }: FetchedPartition,
  { logger }: KafkaParts,
  { topic, onMessage }: TailOptions,
  { sequencer, positions }: Progress,
): void {
  for (const received of messages) {
    positions.set(partition, BigInt(received.offset) + 1n);
    const message = toDelivered(topic, partition, received, logger);
    const verdict = message ? sequencer.judge(message) : 'drop';
    if (message && verdict === 'deliver') onMessage(message);
    if (verdict === 'rewind') {
      positions.set(partition, 0n);
      return;
    }
  }
}
