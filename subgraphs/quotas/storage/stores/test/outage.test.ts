import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ABANDON_MS } from 'platform/kernel/availability';
import { freePort } from 'platform/local-stack/ports';
import { type RunningPostgres, startPostgres } from 'platform/local-stack/postgres';
import { type RunningRedis, startRedis } from 'platform/local-stack/redis';
import { hang } from 'platform/testing/hang';
import { testRedis } from 'platform/testing/redis';
import { openQuotasDatabase } from '../../database.ts';
import type { QuotaStore } from '../port.ts';
import { openPostgresStore } from '../postgres/store.ts';
import { openRedisStore } from '../redis/store.ts';
import { startLoad } from './load.ts';

/** Of the specification: the policy's answer while the store is down. */
const WITHIN_MS = 50;
const SOME = 500;

const canRun = (await testRedis()) !== undefined;
let folder: string;
let store: QuotaStore;
let load: ReturnType<typeof startLoad>;
afterEach(async () => {
  await load.stop();
  await store.close();
});
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quotas-outage-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

(canRun ? describe : describe.skip)('Redis under load', () => {
  let port: number;
  let redis: RunningRedis;
  beforeAll(async () => {
    port = await freePort();
    redis = await startRedis({ dataDir: join(folder, 'redis'), port });
  });
  afterAll(() => redis.stop());

  test('hangs, for longer than anybody waits, and goes on: every call is answered in time, and everything that was admitted is counted, once', async () => {
    store = await openRedisStore({ url: redis.url });
    load = startLoad(store, WITHIN_MS);
    await load.until('answered', SOME);
    load.time();
    process.kill(redis.pid, 'SIGSTOP');
    await load.until('unanswered', SOME);
    await sleep(2 * ABANDON_MS); // real time: the store gives its connection up meanwhile
    process.kill(redis.pid, 'SIGCONT');
    await load.until('answered', SOME);
    await load.stop();
    expect(load.seen.late).toBe(0);
    expect(await load.counted()).toBe(load.seen.answered + load.seen.unanswered);
  });

  test('is killed and started: every call is answered in time, and what was admitted since is counted', async () => {
    store = await openRedisStore({ url: redis.url });
    load = startLoad(store, WITHIN_MS);
    await load.until('answered', SOME);
    load.time();
    process.kill(redis.pid, 'SIGKILL');
    await redis.exited;
    await load.until('unanswered', SOME);
    const forgotten = load.seen.taken;
    redis = await startRedis({ dataDir: join(folder, 'redis'), port });
    await load.until('answered', SOME);
    await load.stop();
    expect(load.seen.late).toBe(0);
    expect(await load.counted()).toBe(load.seen.answered + load.seen.unanswered - forgotten);
  });
});

describe('PostgreSQL under load', () => {
  let postgres: RunningPostgres;
  let options: { dataDir: string; port: number; durable: boolean };
  beforeAll(async () => {
    options = { dataDir: join(folder, 'postgres'), port: await freePort(), durable: false };
    postgres = await startPostgres(options);
  });
  afterAll(() => postgres.stop());

  test('is stopped and started: every call is answered in time, and all that was admitted is counted', async () => {
    const database = await openQuotasDatabase(postgres.url);
    store = openPostgresStore({ url: database.urls.app });
    load = startLoad(store, WITHIN_MS);
    await load.until('answered', SOME);
    load.time();
    await postgres.stop();
    await load.until('unanswered', SOME);
    postgres = await startPostgres(options);
    await load.until('answered', SOME);
    await load.stop();
    expect(load.seen.late).toBe(0);
    expect(await load.counted()).toBeGreaterThanOrEqual(load.seen.answered + load.seen.unanswered);
    await database.close();
  });

  test('hangs, for longer than anybody waits, and goes on: every call is answered in time, and everything that was admitted is counted, once', async () => {
    const database = await openQuotasDatabase(postgres.url);
    store = openPostgresStore({ url: database.urls.app });
    load = startLoad(store, WITHIN_MS);
    await load.until('answered', SOME);
    load.time();
    const goOn = hang(postgres.pid);
    await load.until('unanswered', SOME);
    await sleep(2 * ABANDON_MS); // real time: the store gives its connections up meanwhile
    goOn();
    await load.until('answered', SOME);
    await load.stop();
    expect(load.seen.late).toBe(0);
    expect(await load.counted()).toBe(load.seen.answered + load.seen.unanswered);
    await database.close();
  });
});
