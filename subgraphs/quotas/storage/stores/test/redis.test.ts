import { describe } from '@jest/globals';
import { testRedis } from 'platform/testing/redis';
import { openRedisStore } from '../redis/store.ts';
import { describeContract, PATIENT_MS } from './contract.ts';
import { describeLessor } from './lessor.ts';

const redis = await testRedis();

(redis ? describe : describe.skip)('the store in Redis', () => {
  const open = (nowMs?: () => number) =>
    openRedisStore({ url: redis?.url ?? '', timeoutMs: PATIENT_MS, nowMs });
  describeContract(open);
  describe('leases', () => describeLessor(open));
});
