import { describe, expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { onceLed } from '../../bus/kafka/leaders.ts';
import { testKafka } from '../kafka.ts';

const kafka = await testKafka();

(kafka ? describe : describe.skip)('the Kafka of a test run', () => {
  test('creates topics', async () => {
    const admin = new Kafka({ brokers: [...(kafka?.brokers ?? [])], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      const topic = 'testing.kafka';
      await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: 3 }] });
      await onceLed(() => admin.fetchTopicOffsets(topic));
      expect(await admin.listTopics()).toContain(topic);
    } finally {
      await admin.disconnect();
    }
  });

  test('is the same for whoever asks again', async () => {
    expect(await testKafka()).toEqual(kafka);
  });
});
