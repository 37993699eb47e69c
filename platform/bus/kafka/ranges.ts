import type { KafkaMessage } from 'kafkajs';
import { UnknownTopicError } from '../errors.ts';
import type { PartitionRange } from '../port.ts';
import type { PartitionBounds } from '../sequencer.ts';
import type { KafkaParts } from './group.ts';
import { onceLed } from './leaders.ts';
import { openReader, type TopicReader } from './reader.ts';
import { existingTopics } from './topics.ts';
import { toDelivered } from './wire.ts';

/** One batch is enough: the message asked for is in it. */
const ONE_BATCH = { maxWaitMs: 1_000, maxBytes: 1 };

/** Reads the oldest and the newest message of each partition. */
export async function ranges(parts: KafkaParts, topic: string): Promise<readonly PartitionRange[]> {
  if ((await existingTopics(parts.admin, [topic])).size === 0) {
    throw new UnknownTopicError(`${topic} is not on the bus`);
  }
  return onceLed(() => readRanges(parts, topic)); // another instance may just be making it
}

async function readRanges(parts: KafkaParts, topic: string): Promise<readonly PartitionRange[]> {
  const reader = await openReader(parts.kafka, topic);
  try {
    const found: PartitionRange[] = [];
    for (const bounds of await reader.bounds()) found.push(await rangeOf(parts, topic, reader, bounds));
    return found;
  } finally {
    await reader.close();
  }
}

async function rangeOf(
  { logger }: KafkaParts,
  topic: string,
  reader: TopicReader,
  { partition, low, high }: PartitionBounds,
): Promise<PartitionRange> {
  const messageAt = async (offset: bigint) => {
    const message = await readOne(reader, partition, offset);
    return message && toDelivered(topic, partition, message, logger);
  };
  const oldest = low < high ? await messageAt(low) : undefined;
  const newest = low < high ? await messageAt(high - 1n) : undefined;
  return { partition, first: oldest?.seq, last: newest?.seq, incarnation: newest?.incarnation };
}

async function readOne(
  reader: TopicReader,
  partition: number,
  offset: bigint,
): Promise<KafkaMessage | undefined> {
  const [fetched] = await reader.fetch(new Map([[partition, offset]]), ONE_BATCH);
  return fetched?.messages[0];
}
