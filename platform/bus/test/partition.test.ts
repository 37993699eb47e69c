import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { partitionOf } from '../partition.ts';

test('a key has the partition that Kafka’s default partitioner gives it', () => {
  const partition = Partitioners.DefaultPartitioner();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (key, partitions) => {
      const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
        partitionId,
        leader: 0,
        partitionErrorCode: 0,
        replicas: [],
        isr: [],
      }));
      const expected = partition({ topic: 't', partitionMetadata, message: { key, value: '' } });
      expect(partitionOf(key, partitions)).toBe(expected);
    }),
  );
});

test('known places, so that they can never change', () => {
  expect(['acme/txn_1', 'acme/txn_2', 'acme/é', ''].map((key) => partitionOf(key, 6))).toEqual([3, 2, 2, 3]);
});
