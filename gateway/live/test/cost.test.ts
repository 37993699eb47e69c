import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { eventually } from 'platform/bus/test/messages';
import { testPostgresUrl } from 'platform/testing/postgres';
import { Registry } from 'prom-client';
import { gatewayConfig } from '../../config.ts';
import { type RunningGateway, startGateway } from '../../gateway.ts';
import type { Budget, Subject } from '../../plugins/budget/budget.ts';
import { createMemoryBudget } from '../../plugins/budget/memory-budget.ts';
import {
  type Log,
  listen,
  listening,
  openLog,
  READER,
  type Received,
  tokenOf,
  verifyToken,
} from './fixture.ts';
import { composeSdl, localSubgraphs } from './supergraph.ts';

/** The event costs 1, its transaction 1. */
const QUERY =
  'subscription($after: Cursor) { transactionPosted(after: $after) { cursor transaction { id } } }';
const logger = pino({ level: 'silent' });
const ALICE = tokenOf('acme', 'alice', READER);
const BOB = tokenOf('acme', 'bob', READER);

let bus: Bus;
let log: Log;
let gateway: RunningGateway;
let metrics: Registry;
const clock = { nowMs: 0 };

beforeAll(async () => {
  bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), logger });
});
afterEach(() => gateway.close());
afterAll(() => bus.close());

async function start(budget: Budget | undefined, config: object = {}): Promise<void> {
  log = await openLog(bus);
  metrics = new Registry();
  gateway = await startGateway({
    supergraph: { sdl: composeSdl(log.topic) },
    port: 0,
    config: gatewayConfig.parse(config),
    localSubgraphs,
    bus,
    ...(budget && { budget }),
    cursorSecrets: ['a secret of the tests'],
    tokenVerifier: verifyToken,
    logger,
    metrics,
  });
}

const budgetOf = (actor: number, tenant = 1_000): Budget =>
  createMemoryBudget(
    {
      tenant: { limit: 10, periodMs: 1_000, burst: tenant },
      actor: { limit: 5, periodMs: 1_000, burst: actor },
      address: undefined,
    },
    () => clock.nowMs,
  );

const available = async (budget: Budget, ...subjects: Subject[]): Promise<number[]> =>
  (await budget.reserve(subjects, 0)).balances.map((balance) => balance.available);
const TENANT: Subject = { kind: 'tenant', id: 'acme' };
const actor = (id: string): Subject => ({ kind: 'actor', id, tenantId: 'acme' });

const subscribe = (token: string, variables: Record<string, unknown> = {}, query = QUERY): Received =>
  listen({ url: `${gateway.url.replace('http', 'ws')}/graphql` }, query, { token, variables });

async function begun(token: string, query = QUERY): Promise<Received> {
  const heard = subscribe(token, {}, query);
  await listening(heard);
  return heard;
}

const publish = (count: number) =>
  bus.publish(Array.from({ length: count }, (_, i) => log.next({ transaction: { id: `txn_${i}` } })));
const idsOf = ({ events }: Received) =>
  events.map(
    ({ transactionPosted }) => (transactionPosted as { transaction: { id: string } }).transaction.id,
  );

describe('the answer to an event', () => {
  test('is charged to the tenant and the actor of each subscriber, beside what opening costs', async () => {
    const budget = budgetOf(100);
    await start(budget);
    const heard = [await begun(ALICE), await begun(ALICE), await begun(BOB)];
    await publish(3);
    // Opening 2 and three events of 2, for three subscriptions.
    await eventually(async () => (await available(budget, TENANT))[0] === 1_000 - 24);
    expect(await available(budget, actor('alice'), actor('bob'))).toEqual([100 - 16, 100 - 8]);
    expect(await metrics.metrics()).toContain('gateway_live_cost_spent_total 18');
    for (const each of heard) each.stop();
  });

  test('costs what came of it: null is free', async () => {
    const budget = budgetOf(100);
    await start(budget);
    const heard = await begun(
      ALICE,
      'subscription { transactionPosted { transaction { payment { status } } } }',
    );
    await log.publish({ transaction: { id: 'txn_unpaid' } });
    await eventually(async () => (await available(budget, actor('alice')))[0] === 100 - 3 - 2);
    heard.stop();
  });

  test('is charged when it is replayed too', async () => {
    const budget = budgetOf(100);
    await start(budget);
    const first = await begun(ALICE);
    await publish(1);
    await eventually(() => first.events.length === 1);
    first.stop();
    await publish(3);
    const [{ transactionPosted }] = first.events as [{ transactionPosted: { cursor: string } }];
    const second = subscribe(ALICE, { after: transactionPosted.cursor });
    await eventually(() => second.events.length === 3);
    await eventually(async () => (await available(budget, actor('alice')))[0] === 100 - 4 - 8);
    second.stop();
  });
});

test('what is asked of the store does not grow with the events or the subscriptions', async () => {
  const asked: number[] = [];
  const kept = budgetOf(10_000, 10_000);
  await start({
    reserve(subjects, amount) {
      asked.push(amount);
      return kept.reserve(subjects, amount);
    },
  });
  const heard = await Promise.all(Array.from({ length: 20 }, () => begun(ALICE)));
  asked.length = 0;
  await publish(20);
  await eventually(async () => (await available(kept, actor('alice')))[0] === 10_000 - 40 - 800);
  expect(asked.length).toBeLessThan(100);
  expect(new Set(asked)).toEqual(new Set([0]));
  for (const each of heard) each.stop();
});

describe('an actor who has spent too much', () => {
  test('hears so on each subscription, and resumes without a gap when it is time', async () => {
    const budget = budgetOf(10);
    await start(budget);
    const heard = [await begun(ALICE), await begun(ALICE)];
    const [first] = heard as [Received];
    await publish(4);
    // Of 10, opening took 4; of eight answers at 2 the budget owes 10 at the most, and 2 more open a subscription.
    const ends = await Promise.all(heard.map(({ ended }) => ended));
    const cursor = expect.any(String);
    for (const end of ends)
      expect(end).toEqual({ code: 'RATE_LIMITED', cursor, retryAfterMs: expect.any(Number) });
    const [owed = 0] = await available(budget, actor('alice'));
    const { cursor: after, retryAfterMs } = ends[0] as { cursor: string; retryAfterMs: number };
    expect(owed).toBeLessThan(0);
    expect(retryAfterMs).toBeGreaterThanOrEqual((2 - owed) * 200);
    expect(await subscribe(ALICE, { after }).ended).toMatchObject({ code: 'RATE_LIMITED' });
    clock.nowMs += retryAfterMs;
    const resumed = subscribe(ALICE, { after });
    await eventually(() => first.events.length + resumed.events.length === 4);
    expect([...idsOf(first), ...idsOf(resumed)].sort()).toEqual(['txn_0', 'txn_1', 'txn_2', 'txn_3']);
    expect(await metrics.metrics()).toContain('gateway_live_overdrawn_total');
    resumed.stop();
  });

  test('keeps none of the tenant from going on', async () => {
    await start(budgetOf(10));
    const poor = [await begun(ALICE), await begun(ALICE), await begun(ALICE)];
    const rich = await begun(BOB);
    await publish(2);
    await Promise.all(poor.map(({ ended }) => ended));
    await eventually(() => rich.events.length === 2);
    rich.stop();
  });
});

test('who is never limited pays nothing', async () => {
  const budget = budgetOf(10);
  await start(budget);
  const heard = await begun(tokenOf('acme', 'root', [...READER, 'platform:admin']));
  await publish(20);
  await eventually(() => heard.events.length === 20);
  expect(await available(budget, TENANT, actor('root'))).toEqual([1_000, 10]);
  heard.stop();
});

test('a tenant that has spent too much: whoever of it gets an event ends', async () => {
  await start(budgetOf(100, 12));
  const heard = [await begun(ALICE), await begun(BOB)];
  await publish(5);
  for (const { ended } of heard) expect(await ended).toMatchObject({ code: 'RATE_LIMITED' });
});

describe('when the store of the budgets cannot be reached', () => {
  let reachable = true;
  const flaky: Budget = {
    async reserve(subjects, amount) {
      if (!reachable) throw new Error('connect ECONNREFUSED');
      return budgetOf(100).reserve(subjects, amount);
    },
  };

  test.each(['open', 'closed'] as const)('%s: as for operations', async (onStoreFailure) => {
    reachable = true;
    await start(flaky, { budget: { onStoreFailure } });
    const heard = await begun(ALICE);
    reachable = false;
    await publish(1);
    await eventually(async () => (await metrics.metrics()).includes('gateway_budget_store_failures_total 1'));
    if (onStoreFailure === 'open') {
      await publish(1);
      await eventually(() => heard.events.length === 2);
    } else expect(await heard.ended).toEqual({ code: 'SERVICE_UNAVAILABLE', cursor: expect.any(String) });
    heard.stop();
  });
});

test('without a budget nothing is measured', async () => {
  await start(undefined);
  const heard = await begun(ALICE);
  await publish(1);
  await eventually(() => heard.events.length === 1);
  expect(await metrics.metrics()).not.toContain('gateway_live_cost_spent_total');
  heard.stop();
});

test('an answer over limits.responseBytes is an error in its place, and the subscription goes on', async () => {
  await start(undefined, { limits: { responseBytes: 1_000 } });
  const heard = await begun(ALICE, 'subscription { transactionPosted { transaction { description } } }');
  await log.publish({ transaction: { id: 'x'.repeat(1_000) } });
  await log.publish({ transaction: { id: 'txn_1' } });
  await eventually(() => heard.events.length === 1 && heard.errors.length === 1);
  expect(heard.errors).toMatchObject([
    { extensions: { code: 'LIMIT_EXCEEDED', limit: 'responseBytes', maximum: 1_000 } },
  ]);
  heard.stop();
});
