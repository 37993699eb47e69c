import { afterAll, expect, test } from '@jest/globals';
import type { TenantId } from 'platform/kernel/ids';
import { testDatabase } from 'platform/testing/postgres';
import { quotasDatabase } from '../../database.ts';
import { openPostgresStore } from '../postgres/store.ts';
import { GRACE_MS, sweepCounters } from '../postgres/sweep.ts';
import { PATIENT_MS } from './contract.ts';

const database = await testDatabase(quotasDatabase);
const HOUR = 3_600_000;
let nowMs = Date.now();
const store = openPostgresStore({ url: database.urls.app, timeoutMs: PATIENT_MS, nowMs: () => nowMs });
afterAll(async () => {
  await store.close();
  await database.close();
});

const tenantId = 'acme' as TenantId;
const take = (key: string, periodMs: number) =>
  store.decide(tenantId, [{ key, rule: { algorithm: 'fixedWindow', limit: 10, periodMs }, quantity: 1 }]);

test('Counters that count nothing any more are deleted, others stay', async () => {
  nowMs = Date.now() - HOUR;
  await take('over', 1_000);
  await take('counting', 24 * HOUR);
  nowMs = Date.now() - GRACE_MS / 2;
  await take('just over', 1_000);
  expect(await sweepCounters(database.system)).toBe(1);
  const { rows } = await database.system.query('select key from counter order by key');
  expect(rows).toEqual([{ key: 'counting' }, { key: 'just over' }]);
});
