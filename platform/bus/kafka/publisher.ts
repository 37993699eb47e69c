import {
  type Admin,
  type Kafka,
  type Message,
  Partitioners,
  type Producer,
  type TopicMessages,
} from 'kafkajs';
import { messagesOf } from '../chunks.ts';
import { UnknownTopicError } from '../errors.ts';
import type { OutgoingMessage, Publisher } from '../port.ts';
import { requestsOf } from '../requests.ts';
import { partitionCounts } from './topics.ts';
import { toKafka } from './wire.ts';

export interface KafkaPublisher extends Publisher {
  close(): Promise<void>;
}

const ALL_REPLICAS = -1;

/**
 * An idempotent producer with acks=all. After a failure it begins anew with another producer id: what is published
 * again then may stand twice, with the same `seq`.
 */
export function createPublisher(kafka: Kafka, admin: Admin): KafkaPublisher {
  let producer: Promise<Producer> | undefined;
  let known = new Map<string, number>();

  const discard = async (): Promise<void> => {
    const failed = producer;
    producer = undefined;
    known = new Map();
    await failed?.then((open) => open.disconnect()).catch(() => {});
  };

  /** kafkajs loses a message for a partition that is not there without a word. */
  const refuseUnknown = async (messages: readonly OutgoingMessage[]): Promise<void> => {
    const topics = [...new Set(messages.map((message) => message.topic))];
    const unknown = topics.filter((topic) => !known.has(topic));
    if (unknown.length > 0)
      for (const [topic, count] of await partitionCounts(admin, unknown)) known.set(topic, count);
    const astray = messages.find(({ topic, partition }) => partition >= (known.get(topic) ?? 0));
    if (astray) throw new UnknownTopicError(`not on the bus: ${astray.topic}[${astray.partition}]`);
  };

  const publish = async (messages: readonly OutgoingMessage[]): Promise<void> => {
    const requests = requestsOf(messages);
    await refuseUnknown(messages);
    try {
      producer ??= connect(kafka);
      const open = await producer;
      for (const request of requests)
        await open.sendBatch({ acks: ALL_REPLICAS, topicMessages: byTopic(request) });
    } catch (error) {
      await discard();
      throw error;
    }
  };

  return {
    publish,
    publishChunks: (chunks) => publish(chunks.flatMap(messagesOf)),
    close: discard,
  };
}

async function connect(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}

function byTopic(messages: readonly OutgoingMessage[]): TopicMessages[] {
  const topics = new Map<string, Message[]>();
  for (const message of messages) {
    const list = topics.get(message.topic);
    if (list) list.push(toKafka(message));
    else topics.set(message.topic, [toKafka(message)]);
  }
  return [...topics].map(([topic, list]) => ({ topic, messages: list }));
}
