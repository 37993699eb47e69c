import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningSubgraph } from 'platform/graphql/subgraph';
import { testRedis } from 'platform/testing/redis';
import { openPostgresStore } from '../storage/stores/postgres/store.ts';
import { openRedisStore } from '../storage/stores/redis/store.ts';
import { bucket, upsert } from './policies.ts';
import { consume, read, reserve, reset, settle, subject } from './quotas.ts';
import { actorOf, key, startStack, type TestStack } from './stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const redis = await testRedis();
/** A machine that is busy makes no call fail here. */
const timeoutMs = 20_000;
const STORES = {
  PostgreSQL: async () => openPostgresStore({ url: stack.database.urls.app, timeoutMs }),
  ...(redis && { Redis: () => openRedisStore({ url: redis.url, timeoutMs }) }),
};

describe.each(Object.entries(STORES))('counted in %s', (_, openStore) => {
  let subgraph: RunningSubgraph;
  beforeAll(async () => {
    subgraph = await stack.open(await openStore());
  });
  afterAll(() => subgraph.close());

  /** A tenant of its own with a bucket of 100 that hardly fills. */
  async function newTenant() {
    const name = `t-${key()}`;
    const admin = actorOf(`${name}/alice`);
    const tenant = subject('TENANT', name);
    const { policy } = await upsert({ subgraph }, admin, bucket({ limit: '1', periodMs: '3600000' }));
    const remaining = async () => (await read({ subgraph }, admin, tenant)).remaining;
    return { name, admin, tenant, policyId: policy?.id, remaining };
  }

  test('what is consumed is gone, what is over the limit is refused', async () => {
    const { admin, tenant, remaining } = await newTenant();
    const take = (quantity: string) =>
      consume({ subgraph }, admin, { subject: tenant, resource: 'graphql.cost', quantity });
    expect(await take('60')).toMatchObject({ quota: { remaining: '40' } });
    expect(await take('41')).toMatchObject({ code: 'QUOTA_EXCEEDED', remaining: '40' });
    expect(await remaining()).toBe('40');
  });

  test('of twenty at once no more is admitted than there is', async () => {
    const { admin, tenant, remaining } = await newTenant();
    const input = { subject: tenant, resource: 'graphql.cost', quantity: '10' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => consume({ subgraph }, admin, input)));
    expect(answers.filter(({ __typename }) => __typename === 'ConsumeSuccess')).toHaveLength(10);
    expect(await remaining()).toBe('0');
  });

  test('a reservation is settled once, and usage reset', async () => {
    const { name, admin, tenant, policyId, remaining } = await newTenant();
    const service = actorOf(`${name}/gateway`, [], 'service');
    const input = { subjects: [tenant], resource: 'graphql.cost', quantity: '50' };
    const { reservation } = await reserve({ subgraph }, service, input);
    await settle({ subgraph }, service, { reservationId: reservation?.id, actual: '20' });
    const again = await settle({ subgraph }, service, { reservationId: reservation?.id, actual: '0' });
    expect(again).toMatchObject({ code: 'RESERVATION_CLOSED' });
    expect(await remaining()).toBe('80');
    await reset({ subgraph }, admin, { policyId, subject: tenant });
    expect(await remaining()).toBe('100');
  });
});
