import { afterAll, describe, expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { pino } from 'pino';
import { testKafka } from '../../testing/kafka.ts';
import { openKafkaBus } from '../kafka/bus.ts';
import { busContract } from './contract.ts';
import { newTopic } from './messages.ts';

const kafka = await testKafka();
const brokers = [...(kafka?.brokers ?? [])];
const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

(kafka ? describe : describe.skip)('The bus on Kafka', () => {
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  afterAll(() => admin.disconnect());

  const open = () => openKafkaBus({ brokers, clientId: 'contract', logger });

  busContract({
    open,
    deleteTopic: async (name) => {
      await admin.connect();
      await admin.deleteTopics({ topics: [name] });
    },
  });

  test('ranges of a topic that another instance is just making wait for its leaders', async () => {
    const [bus, other] = await Promise.all([open(), open()]);
    const topic = newTopic(100);
    const made = other.ensureTopics([topic]);
    while ((await bus.existingTopics([topic.name])).size === 0);
    expect(await bus.ranges(topic.name)).toHaveLength(topic.partitions);
    await made;
    await Promise.all([bus.close(), other.close()]);
  });
});
