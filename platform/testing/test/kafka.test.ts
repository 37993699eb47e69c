import { describe, expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { testKafka } from '../kafka.ts';

const kafka = await testKafka();

(kafka ? describe : describe.skip)('the Kafka of a test run', () => {
  test('creates topics', async () => {
    const admin = new Kafka({ brokers: [...(kafka?.brokers ?? [])], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      await admin.createTopics({ topics: [{ topic: 'testing.kafka', numPartitions: 3 }] });
      expect(await admin.listTopics()).toContain('testing.kafka');
    } finally {
      await admin.disconnect();
    }
  });

  test('is the same for whoever asks again', async () => {
    expect(await testKafka()).toEqual(kafka);
  });
});
