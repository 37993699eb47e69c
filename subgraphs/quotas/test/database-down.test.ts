import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from 'platform/auth/actor';
import type { RunningSubgraph } from 'platform/graphql/subgraph';
import { ABANDON_MS } from 'platform/kernel/availability';
import { freePort } from 'platform/local-stack/ports';
import { type RunningPostgres, startPostgres } from 'platform/local-stack/postgres';
import type { Database } from 'platform/tenancy/database';
import { type Heartbeat, openHeartbeat } from 'platform/tenancy/heartbeat';
import { hang } from 'platform/testing/hang';
import { openQuotasDatabase } from '../storage/database.ts';
import type { QuotaStore } from '../storage/stores/port.ts';
import { openPostgresStore } from '../storage/stores/postgres/store.ts';
import { inTime } from '../storage/stores/test/inTime.ts';
import { limitedTenant, untilLeft } from './limited.ts';
import { createMemoryStore } from './memoryStore.ts';
import { acquire, CONSUME, consume, reserve, subject } from './quotas.ts';
import { actorOf, errorCode, key, startStack, type TestStack } from './stack.ts';

/** Of the specification: the policy's answer while the database is down. */
const WITHIN_MS = 50;
/** Pages of policies are older then than they may be. */
const LONG_MS = 31_000;
const POLL_MS = 20;

let stack: TestStack;
let folder: string;
let options: { dataDir: string; port: number; durable: boolean };
let postgres: RunningPostgres;
let goOn: () => void;
/** Counts in the database that is down. */
let subgraph: RunningSubgraph;
/** Counts elsewhere, as in Redis. */
let counting: RunningSubgraph;

type OpenStore = (url: string, heartbeat: Heartbeat) => QuotaStore;
const inPostgres: OpenStore = (url, heartbeat) => openPostgresStore({ url, heartbeat });

async function open(storeOf: OpenStore, database: Database): Promise<RunningSubgraph> {
  const heartbeat = openHeartbeat(database.urls.app);
  return stack.open(storeOf(database.urls.app, heartbeat), database, heartbeat);
}

beforeAll(async () => {
  stack = await startStack();
  folder = mkdtempSync(join(tmpdir(), 'quotas-down-'));
  options = { dataDir: join(folder, 'postgres'), port: await freePort(), durable: false };
  postgres = await startPostgres(options);
  subgraph = await open(inPostgres, await openQuotasDatabase(postgres.url));
  counting = await open(() => createMemoryStore(), await openQuotasDatabase(postgres.url));
});
afterAll(async () => {
  await Promise.all([subgraph.close(), counting.close()]);
  await postgres.stop();
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The call's answer, and it came in time. */
async function soon<T>(calling: Promise<T>): Promise<T> {
  const isInTime = await inTime(calling, WITHIN_MS);
  const answer = await calling;
  expect(isInTime).toBe(true);
  return answer;
}

/** Consumes once it can be: on a machine that is busy a database may look as if it hung. */
async function take(of: RunningSubgraph, actor: Actor, input: object): Promise<void> {
  while (await errorCode({ subgraph: of }, actor, CONSUME, { input })) await sleep(POLL_MS);
}

describe.each([
  {
    outage: 'is stopped',
    begin: () => postgres.stop(),
    end: async () => {
      postgres = await startPostgres(options);
    },
  },
  {
    outage: 'hangs',
    begin: async () => {
      goOn = hang(postgres.pid);
    },
    end: async () => goOn(),
  },
])('While PostgreSQL $outage', ({ outage, begin, end }) => {
  /** A tenant that has used one, and its database is down since. */
  async function tenantWith(name: string, failMode: string, of = subgraph) {
    const limited = await limitedTenant({ subgraph: of }, `${name}-${outage.replace(' ', '-')}`, failMode);
    await take(of, limited.actor, limited.input('1'));
    await begin();
    return limited;
  }

  /** It is back, and both know it. */
  async function back(): Promise<void> {
    await end();
    const nothing = { subject: subject('ACTOR', 'nobody'), resource: 'none', quantity: '0' };
    for (const each of [subgraph, counting])
      await take(each, actorOf(`${key()}/alice`), { ...nothing, idempotencyKey: key() });
  }

  test('a policy that fails open admits, also for long, and charges when the database is back', async () => {
    const { actor, tenant, input, remaining } = await tenantWith('open', 'OPEN');
    const service = actorOf(`${actor.tenantId}/gateway`, [], 'service');
    const answers = [await soon(consume({ subgraph }, actor, input('30')))];
    stack.time.nowMs += LONG_MS;
    answers.push(await soon(consume({ subgraph }, actor, input('9'))));
    const reserving = { subjects: [tenant], resource: 'graphql.cost', quantity: '10' };
    answers.push(await soon(reserve({ subgraph }, service, reserving)));
    const leasing = { subject: tenant, resource: 'graphql.cost', wanted: '5', atLeast: '1' };
    answers.push(await soon(acquire({ subgraph }, service, leasing)));
    expect(answers).toMatchObject([
      { __typename: 'ConsumeSuccess' },
      { __typename: 'ConsumeSuccess' },
      { __typename: 'ReserveSuccess' },
      { lease: { quantity: '5' } },
    ]);
    await back();
    await untilLeft(remaining, '45');
  });

  test('a policy that fails closed admits nothing: SERVICE_UNAVAILABLE', async () => {
    const { actor, input, remaining } = await tenantWith('closed', 'CLOSED');
    const code = () => soon(errorCode({ subgraph }, actor, CONSUME, { input: input('1') }));
    expect(await code()).toBe('SERVICE_UNAVAILABLE');
    stack.time.nowMs += LONG_MS;
    expect(await code()).toBe('SERVICE_UNAVAILABLE');
    await back();
    await untilLeft(remaining, '99');
  });

  test('where the store still counts, a policy that fails open counts there, and one that fails closed wants the key too', async () => {
    const open = await tenantWith('counted', 'OPEN', counting);
    expect(await soon(consume({ subgraph: counting }, open.actor, open.input('40')))).toMatchObject({
      quota: { remaining: '59' },
    });
    expect(await soon(consume({ subgraph: counting }, open.actor, open.input('60')))).toMatchObject({
      code: 'QUOTA_EXCEEDED',
    });
    await back();
    const { actor, input, remaining } = await tenantWith('uncounted', 'CLOSED', counting);
    expect(await soon(errorCode({ subgraph: counting }, actor, CONSUME, { input: input('1') }))).toBe(
      'SERVICE_UNAVAILABLE',
    );
    await back();
    await take(counting, actor, input('1'));
    await untilLeft(remaining, '98');
  });
});

describe('PostgreSQL hangs under load, for longer than anybody waits, and goes on', () => {
  const CALLERS = 8;
  const SOME = 100;
  const BURST = 1_000_000;

  test.each([
    ['in it', inPostgres],
    ['elsewhere', () => createMemoryStore()],
  ] as const)(
    'what is counted %s: every call is answered in time, and what was admitted is counted once, also as usage',
    async (where, storeOf) => {
      const database = { ...(await openQuotasDatabase(postgres.url)), close: async () => {} };
      const heartbeat = openHeartbeat(database.urls.app);
      const store = { ...storeOf(database.urls.app, heartbeat), close: async () => {} };
      const kept = { ...heartbeat, close: async () => {} };
      const loaded = await stack.open(store, database, kept);
      const { actor, input, remaining } = await limitedTenant(
        { subgraph: loaded },
        where.replace(' ', '-'),
        'OPEN',
        { burst: String(BURST) },
      );
      const seen = { admitted: 0, late: 0 };
      let isDown = false;
      let isOver = false;
      async function call(): Promise<void> {
        const isMeant = isDown;
        const calling = consume({ subgraph: loaded }, actor, input('1'));
        if (!(await inTime(calling, WITHIN_MS)) && isMeant) seen.late += 1;
        expect((await calling).__typename).toBe('ConsumeSuccess');
        seen.admitted += 1;
      }
      const callers = Array.from({ length: CALLERS }, async () => {
        while (!isOver) await call();
      });
      async function untilMore(): Promise<void> {
        const enough = seen.admitted + SOME;
        while (seen.admitted < enough) await sleep(POLL_MS);
      }
      await untilMore();
      goOn = hang(postgres.pid);
      isDown = true;
      await untilMore();
      await sleep(2 * ABANDON_MS); // real time: who waits gives up meanwhile
      isDown = false;
      goOn();
      await untilMore();
      isOver = true;
      await Promise.all(callers);
      await untilLeft(remaining, String(BURST - seen.admitted));
      await loaded.close();
      const other = await stack.open(store, database);
      expect(await remaining({ subgraph: other })).toBe(String(BURST - seen.admitted));
      await Promise.all([other.close(), heartbeat.close()]);
      const { rows } = await database.system.query(
        'select sum(admitted)::int as used from usage where tenant_id = $1',
        [actor.tenantId],
      );
      expect(rows).toEqual([{ used: seen.admitted }]);
      expect(seen.late).toBe(0);
    },
  );
});
