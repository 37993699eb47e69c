import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunningSubgraph } from 'platform/graphql/subgraph';
import { freePort } from 'platform/local-stack/ports';
import { type RunningPostgres, startPostgres } from 'platform/local-stack/postgres';
import { openQuotasDatabase } from '../storage/database.ts';
import type { QuotaStore } from '../storage/stores/port.ts';
import { openPostgresStore } from '../storage/stores/postgres/store.ts';
import { createMemoryStore } from './memoryStore.ts';
import { bucket, upsert } from './policies.ts';
import { CONSUME, consume, read, reserve, subject } from './quotas.ts';
import { actorOf, errorCode, key, startStack, type TestStack } from './stack.ts';

const TIMEOUT_MS = 60_000;
/** Pages of policies are older then than they may be. */
const LONG_MS = 31_000;

let stack: TestStack;
let folder: string;
let options: { dataDir: string; port: number; durable: boolean };
let postgres: RunningPostgres;
/** Counts in the database that is stopped. */
let subgraph: RunningSubgraph;
/** Counts elsewhere, as in Redis. */
let counting: RunningSubgraph;

beforeAll(async () => {
  stack = await startStack();
  folder = mkdtempSync(join(tmpdir(), 'quotas-down-'));
  options = { dataDir: join(folder, 'postgres'), port: await freePort(), durable: false };
  postgres = await startPostgres(options);
  const open = async (storeOf: (url: string) => QuotaStore): Promise<RunningSubgraph> => {
    const database = await openQuotasDatabase(postgres.url);
    return stack.open(storeOf(database.urls.app), database);
  };
  subgraph = await open((url) => openPostgresStore({ url }));
  counting = await open(() => createMemoryStore());
}, TIMEOUT_MS);
afterAll(async () => {
  await Promise.all([subgraph.close(), counting.close()]);
  await postgres.stop();
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

/** A tenant that has used one of a hundred an hour, and its database is down since. */
async function tenantWith(name: string, failMode: string, of = subgraph) {
  const actor = actorOf(`${name}/alice`);
  await upsert({ subgraph: of }, actor, bucket({ failMode, limit: '1', periodMs: '3600000' }));
  const tenant = subject('TENANT', name);
  const input = (quantity: string) => ({
    subject: tenant,
    resource: 'graphql.cost',
    quantity,
    idempotencyKey: key(),
  });
  await consume({ subgraph: of }, actor, input('1'));
  await postgres.stop();
  return { actor, tenant, input };
}

const back = async () => {
  postgres = await startPostgres(options);
};

test(
  'a policy that fails open admits, also for long, and charges when the database is back',
  async () => {
    const { actor, tenant, input } = await tenantWith('open', 'OPEN');
    const service = actorOf('open/gateway', [], 'service');
    const answers = [await consume({ subgraph }, actor, input('30'))];
    stack.time.nowMs += LONG_MS;
    answers.push(await consume({ subgraph }, actor, input('9')));
    const reserved = await reserve({ subgraph }, service, {
      subjects: [tenant],
      resource: 'graphql.cost',
      quantity: '10',
    });
    expect(answers).toMatchObject([{ __typename: 'ConsumeSuccess' }, { __typename: 'ConsumeSuccess' }]);
    expect(reserved.__typename).toBe('ReserveSuccess');
    await back();
    const remaining = () => read({ subgraph }, actor, tenant).then((quota) => quota.remaining, String);
    while ((await remaining()) !== '50') await new Promise((resolve) => setTimeout(resolve, 20));
  },
  TIMEOUT_MS,
);

test(
  'a policy that fails closed admits nothing: SERVICE_UNAVAILABLE',
  async () => {
    const { actor, input } = await tenantWith('closed', 'CLOSED');
    const code = () => errorCode({ subgraph }, actor, CONSUME, { input: input('1') });
    expect(await code()).toBe('SERVICE_UNAVAILABLE');
    stack.time.nowMs += LONG_MS;
    expect(await code()).toBe('SERVICE_UNAVAILABLE');
    await back();
  },
  TIMEOUT_MS,
);

test(
  'where the store still counts, a policy that fails open counts there, and one that fails closed wants the key too',
  async () => {
    const open = await tenantWith('counted', 'OPEN', counting);
    expect(await consume({ subgraph: counting }, open.actor, open.input('40'))).toMatchObject({
      quota: { remaining: '59' },
    });
    expect(await consume({ subgraph: counting }, open.actor, open.input('60'))).toMatchObject({
      code: 'QUOTA_EXCEEDED',
    });
    await back();
    const closed = await tenantWith('uncounted', 'CLOSED', counting);
    const { actor, input } = closed;
    expect(await errorCode({ subgraph: counting }, actor, CONSUME, { input: input('1') })).toBe(
      'SERVICE_UNAVAILABLE',
    );
    await back();
    expect(await consume({ subgraph: counting }, actor, input('1'))).toMatchObject({
      quota: { remaining: '98' },
    });
  },
  TIMEOUT_MS,
);
