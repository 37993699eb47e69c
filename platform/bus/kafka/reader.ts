import type { Broker, Cluster, Kafka, KafkaMessage } from 'kafkajs';
import type { PartitionBounds } from '../sequencer.ts';
import { clusterOf } from './client.ts';

export interface FetchedPartition {
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
}

interface FetchResponse {
  readonly responses: readonly {
    readonly partitions: readonly {
      readonly partition: number;
      readonly messages: readonly (KafkaMessage & { readonly isControlRecord?: boolean })[];
    }[];
  }[];
}

/** Reads a topic by offset, outside any group and without a trace on the broker. Rejects at any trouble: open anew. */
export interface TopicReader {
  bounds(): Promise<PartitionBounds[]>;
  /** The partitions by the broker that has them: each broker is read on its own. */
  partitionsByLeader(): readonly (readonly number[])[];
  /** What follows the offsets given, of partitions of one leader; empty when nothing came in `maxWaitMs`. */
  fetch(offsets: ReadonlyMap<number, bigint>, limits: FetchLimits): Promise<FetchedPartition[]>;
  close(): Promise<void>;
}

export interface FetchLimits {
  readonly maxWaitMs: number;
  /** Bytes of one partition; a first message that is greater comes all the same. */
  readonly maxBytes: number;
}

const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;

export async function openReader(kafka: Kafka, topic: string): Promise<TopicReader> {
  const cluster = clusterOf(kafka);
  try {
    await cluster.connect();
    await cluster.addTargetTopic(topic);
  } catch (error) {
    await cluster.disconnect();
    throw error;
  }
  const partitions = cluster
    .findTopicPartitionMetadata(topic)
    .map(({ partitionId }) => partitionId)
    .sort((a, b) => a - b);
  const offsetsFrom = async (fromBeginning: boolean): Promise<Map<number, bigint>> => {
    const request = { topic, fromBeginning, partitions: partitions.map((partition) => ({ partition })) };
    const [answer] = await cluster.fetchTopicsOffset([request]);
    return new Map(answer?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
  };
  return {
    bounds: async () => {
      const [low, high] = [await offsetsFrom(true), await offsetsFrom(false)];
      return partitions.map((partition) => ({
        partition,
        low: low.get(partition) ?? 0n,
        high: high.get(partition) ?? 0n,
      }));
    },
    partitionsByLeader: () => Object.values(cluster.findLeaderForPartitions(topic, partitions)),
    fetch: async (offsets, limits) => {
      const broker = await leaderOf(cluster, topic, [...offsets.keys()]);
      return fetchFrom(broker, topic, offsets, limits);
    },
    close: () => cluster.disconnect(),
  };
}

async function leaderOf(cluster: Cluster, topic: string, partitions: number[]): Promise<Broker> {
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, partitions));
  if (nodeId === undefined) throw new Error(`${topic} has no leader`);
  return cluster.findBroker({ nodeId });
}

async function fetchFrom(
  broker: Broker,
  topic: string,
  offsets: ReadonlyMap<number, bigint>,
  { maxWaitMs, maxBytes }: FetchLimits,
): Promise<FetchedPartition[]> {
  const partitions = [...offsets].map(([partition, offset]) => ({
    partition,
    fetchOffset: offset.toString(),
    maxBytes,
  }));
  const { responses }: FetchResponse = await broker.fetch({
    maxWaitTime: maxWaitMs,
    minBytes: 1,
    maxBytes: MAX_RESPONSE_BYTES,
    topics: [{ topic, partitions }],
  });
  return responses
    .flatMap((response) => response.partitions)
    .map(({ partition, messages }) => ({
      partition,
      messages: messages.filter(
        // A broker answers with whole batches: what lies before the offset comes too.
        ({ offset, isControlRecord }) => BigInt(offset) >= (offsets.get(partition) ?? 0n) && !isControlRecord,
      ),
    }))
    .filter(({ messages }) => messages.length > 0);
}
