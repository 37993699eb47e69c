import type { Admin, Kafka } from 'kafkajs';
import { UnknownTopicError } from '../errors.ts';
import { MAX_MESSAGE_BYTES, type TopicDeclaration } from '../port.ts';
import { MAX_REQUEST_BYTES } from '../requests.ts';
import { onceLed } from './leaders.ts';
import { openReader } from './reader.ts';

const MAX_REPLICAS = 3;
/** What Kafka adds to a message, and a batch to its messages. */
const OVERHEAD_BYTES = 64 * 1024;

export async function existingTopics(admin: Admin, names: readonly string[]): Promise<ReadonlySet<string>> {
  const existing = new Set(await admin.listTopics());
  return new Set(names.filter((name) => existing.has(name)));
}

export async function ensureTopics(
  kafka: Kafka,
  admin: Admin,
  topics: readonly TopicDeclaration[],
): Promise<ReadonlySet<string>> {
  const names = topics.map((topic) => topic.name);
  const existing = await existingTopics(admin, names);
  const missing = topics.filter((topic) => !existing.has(topic.name));
  if (missing.length === 0) return new Set();
  const { brokers } = await admin.describeCluster();
  const replicas = Math.min(MAX_REPLICAS, brokers.length);
  const created = await Promise.all(
    missing.map(async (topic) => ((await create(admin, topic, replicas)) ? topic.name : undefined)),
  );
  // kafkajs' own waiting gives up on a broker that has not heard of the topic yet.
  await Promise.all(missing.map(({ name }) => onceLed(() => readBounds(kafka, name))));
  return new Set(created.filter((name) => name !== undefined));
}

/** By connections of their own: the admin's would ask for the topic ever after, also when it is gone. */
async function readBounds(kafka: Kafka, topic: string): Promise<void> {
  const reader = await openReader(kafka, topic);
  await reader.bounds().finally(reader.close);
}

/** False when another instance was faster. */
const create = (admin: Admin, topic: TopicDeclaration, replicas: number): Promise<boolean> =>
  admin.createTopics({
    waitForLeaders: false,
    topics: [
      {
        topic: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: replicas,
        configEntries: [
          { name: 'retention.ms', value: String(topic.retentionMs) },
          { name: 'min.insync.replicas', value: String(Math.min(2, replicas)) },
          {
            name: 'max.message.bytes',
            value: String(Math.max(MAX_MESSAGE_BYTES, MAX_REQUEST_BYTES) + OVERHEAD_BYTES),
          },
        ],
      },
    ],
  });

/** How many partitions each topic has. Throws UnknownTopicError. */
export async function partitionCounts(
  admin: Admin,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const existing = await existingTopics(admin, names);
  const unknown = names.filter((name) => !existing.has(name));
  if (unknown.length > 0) throw new UnknownTopicError(`not on the bus: ${unknown.join(', ')}`);
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  return new Map(topics.map((topic) => [topic.name, topic.partitions.length]));
}
