import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { TenantId } from 'platform/kernel/ids';
import { testDatabase } from 'platform/testing/postgres';
import { quotasDatabase } from '../../database.ts';
import { openPostgresStore } from '../postgres/store.ts';
import { describeContract, PATIENT_MS } from './contract.ts';
import { describeLessor } from './lessor.ts';

const database = await testDatabase(quotasDatabase);
afterAll(() => database.close());

describe('the store in PostgreSQL', () => {
  const open = async (nowMs?: () => number) =>
    openPostgresStore({ url: database.urls.app, timeoutMs: PATIENT_MS, nowMs });
  describeContract(open);
  describe('leases', () => describeLessor(open));
});

test('A connection stays for as long as the store is open: a decision after a pause does not wait for a new one', async () => {
  const own = await testDatabase(quotasDatabase);
  const connections = async () => {
    const { rows } = await own.system.query(
      `select pid from pg_stat_activity where datname = current_database() and usename <> current_user`,
    );
    return rows;
  };
  const untilClosed = async (): Promise<void> => {
    if ((await connections()).length === 0) return;
    await sleep(10);
    return untilClosed();
  };
  await untilClosed(); // of whoever migrated it
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
  const store = openPostgresStore({ url: own.urls.app, timeoutMs: PATIENT_MS });
  await store.decide('acme' as TenantId, [
    { key: 'budget', rule: { algorithm: 'fixedWindow', limit: 10, periodMs: 1_000 }, quantity: 1 },
  ]);
  const before = await connections();
  jest.advanceTimersByTime(3_600_000);
  jest.useRealTimers();
  await sleep(50);
  expect(await connections()).toEqual(before);
  expect(before).toHaveLength(1);
  await store.close();
  await untilClosed();
  await own.close();
});
