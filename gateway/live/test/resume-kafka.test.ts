import { describe } from '@jest/globals';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import pino from 'pino';
import { openKafkaBus } from 'platform/bus/kafka/bus';
import { testKafka } from 'platform/testing/kafka';
import { killSuite } from './kills.ts';
import { resumeSuite } from './resume.ts';

const kafka = await testKafka();
const brokers = [...(kafka?.brokers ?? [])];

const logger = pino({ level: 'silent' });
const openBus = () => openKafkaBus({ brokers, clientId: 'live', logger });

async function asAdmin(work: (admin: Admin) => Promise<unknown>): Promise<void> {
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await work(admin);
  await admin.disconnect();
}

(kafka ? describe : describe.skip)('on Kafka', () => {
  resumeSuite({
    openBus,
    expireAll: (topic) =>
      asAdmin(async (admin) => {
        const offsets = await admin.fetchTopicOffsets(topic);
        const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
        await admin.deleteTopicRecords({ topic, partitions });
      }),
    deleteTopic: (topic) => asAdmin((admin) => admin.deleteTopics({ topics: [topic] })),
  });
  killSuite(openBus);
});
