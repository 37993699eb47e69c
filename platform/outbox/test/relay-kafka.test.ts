import { describe } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { openKafkaBus } from '../../bus/kafka/bus.ts';
import { testKafka } from '../../testing/kafka.ts';
import { logger } from './harness.ts';
import { relayContract } from './relay-contract.ts';

const kafka = await testKafka();
const brokers = [...(kafka?.brokers ?? [])];

(kafka ? describe : describe.skip)('The relay to Kafka', () => {
  relayContract({
    open: () => openKafkaBus({ brokers, clientId: 'relay', logger }),
    address: { kind: 'kafka', brokers },
    deleteTopic: async (name) => {
      const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      await admin.deleteTopics({ topics: [name] });
      await admin.disconnect();
    },
    unitsPerWriter: 4,
  });
});
