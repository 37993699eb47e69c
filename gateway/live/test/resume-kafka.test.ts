import { describe } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import pino from 'pino';
import { openKafkaBus } from 'platform/bus/kafka/bus';
import { testKafka } from 'platform/testing/kafka';
import { resumeSuite } from './resume.ts';

const kafka = await testKafka();
const brokers = [...(kafka?.brokers ?? [])];

(kafka ? describe : describe.skip)('on Kafka', () => {
  resumeSuite({
    openBus: () => openKafkaBus({ brokers, clientId: 'live', logger: pino({ level: 'silent' }) }),
    async expireAll(topic) {
      const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      const offsets = await admin.fetchTopicOffsets(topic);
      const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
      await admin.deleteTopicRecords({ topic, partitions });
      await admin.disconnect();
    },
  });
});
