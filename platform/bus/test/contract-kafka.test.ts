import { afterAll, describe } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { pino } from 'pino';
import { testKafka } from '../../testing/kafka.ts';
import { openKafkaBus } from '../kafka/bus.ts';
import { busContract } from './contract.ts';

const kafka = await testKafka();
const brokers = [...(kafka?.brokers ?? [])];
const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

(kafka ? describe : describe.skip)('The bus on Kafka', () => {
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  afterAll(() => admin.disconnect());

  busContract({
    open: () => openKafkaBus({ brokers, clientId: 'contract', logger }),
    deleteTopic: async (name) => {
      await admin.connect();
      await admin.deleteTopics({ topics: [name] });
    },
  });
});
