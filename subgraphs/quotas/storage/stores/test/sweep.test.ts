import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import type { TenantId } from 'platform/kernel/ids';
import { adminPool, testDatabase } from 'platform/testing/postgres';
import { quotasDatabase } from '../../database.ts';
import type { Ask } from '../port.ts';
import { openPostgresStore } from '../postgres/store.ts';
import { GRACE_MS, sweepCounters } from '../postgres/sweep.ts';
import { PATIENT_MS } from './contract.ts';

const database = await testDatabase(quotasDatabase);
const HOUR = 3_600_000;
let nowMs = Date.now();
const open = () => openPostgresStore({ url: database.urls.app, timeoutMs: PATIENT_MS, nowMs: () => nowMs });
const [store, other] = [open(), open()];
const administrator = adminPool(database.adminUrl);
afterEach(() => administrator.query('delete from counter'));
afterAll(async () => {
  await store.close();
  await other.close();
  await administrator.end();
  await database.close();
});

const tenantId = 'acme' as TenantId;
/** It counts for that long from now: a window of the clock's may be over at any moment. */
const asked = (key: string, periodMs: number): Ask => ({
  key,
  rule: { algorithm: 'concurrency', limit: 10, periodMs },
  quantity: 1,
});
const take = (key: string, periodMs: number) => store.decide(tenantId, [asked(key, periodMs)]);

const keysKept = async () => {
  const { rows } = await database.system.query('select key from counter order by key');
  return rows.map(({ key }) => key);
};

/** Does `sql` in a transaction of its own that stays open. */
async function inTransaction(sql: string) {
  const client = await administrator.connect();
  await client.query('begin');
  await client.query(sql);
  return {
    async commit() {
      await client.query('commit');
      client.release();
    },
  };
}

/** Until so many wait for locks. */
async function untilWaiting(count: number): Promise<void> {
  const { rows } = await administrator.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  if (rows.length === count) return;
  await sleep(10);
  return untilWaiting(count);
}

test('Counters that count nothing any more are deleted, others stay', async () => {
  nowMs = Date.now() - HOUR;
  await take('over', 1_000);
  await take('counting', 24 * HOUR);
  nowMs = Date.now() - GRACE_MS / 2;
  await take('just over', 1_000);
  expect(await sweepCounters(database.system)).toBe(1);
  expect(await keysKept()).toEqual(['counting', 'just over']);
});

test('What a decision holds is left for the next time: the sweep waits for nobody, so nobody waits for it in a circle', async () => {
  nowMs = Date.now() - HOUR;
  await take('b', 1_000);
  await take('a', 1_000);
  const holder = await inTransaction(`select from counter where key = 'a' for update`);
  expect(await sweepCounters(database.system)).toBe(1);
  await holder.commit();
  expect(await keysKept()).toEqual(['a']);
});

test('Decisions on a counter that is deleted meanwhile do not wait in a circle', async () => {
  nowMs = Date.now();
  const both = [asked('a', HOUR), asked('b', HOUR)];
  await store.decide(tenantId, both);
  const sweeper = await inTransaction(`delete from counter where key = 'a'`);
  const holder = await inTransaction(`select from counter where key = 'b' for update`);
  const one = store.decide(tenantId, both);
  await untilWaiting(1); // for a
  await sweeper.commit();
  await untilWaiting(1); // for b
  const second = other.decide(tenantId, both);
  await untilWaiting(2);
  await holder.commit();
  const decided = await Promise.all([one, second]);
  const remaining = (n: number) => decided.map(({ answers }) => answers[n]?.remaining ?? 0).sort();
  expect([remaining(0), remaining(1)]).toEqual([
    [8, 9],
    [7, 8],
  ]);
});

test('Resetting locks in the order of the keys, as decisions do', async () => {
  nowMs = Date.now();
  await take('b', HOUR);
  await take('a', HOUR);
  const holder = await inTransaction(`select from counter where key = 'a' for update`);
  const reset = store.reset(tenantId, ['a', 'b']);
  await untilWaiting(1);
  await administrator.query(`select from counter where key = 'b' for update nowait`);
  await holder.commit();
  await reset;
});
