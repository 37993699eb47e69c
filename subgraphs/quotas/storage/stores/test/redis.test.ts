import { describe } from '@jest/globals';
import { testRedis } from 'platform/testing/redis';
import { openRedisStore } from '../redis/store.ts';
import { describeContract, PATIENT_MS } from './contract.ts';

const redis = await testRedis();

(redis ? describe : describe.skip)('the store in Redis', () => {
  describeContract((nowMs) => openRedisStore({ url: redis?.url ?? '', timeoutMs: PATIENT_MS, nowMs }));
});
