import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fetchInProcess } from 'gateway/data-source/in-process';
import { createMemoryBudget } from 'gateway/plugins/budget/memory-budget';
import { createQuotasBudget } from 'gateway/plugins/budget/quotas-budget';
import { type Answer, codesOf, startTestGateway, type TestGateway } from 'gateway/test/start';
import { type Actor, verified } from 'platform/auth/actor';
import type { RunningSubgraph } from 'platform/graphql/subgraph';
import { inTime } from '../subgraphs/quotas/storage/stores/test/inTime.ts';
import { bucket, upsert } from '../subgraphs/quotas/test/policies.ts';
import { read, subject } from '../subgraphs/quotas/test/quotas.ts';
import { actorOf, ask, key, startStack, type TestStack } from '../subgraphs/quotas/test/stack.ts';

const supergraph = {
  sdl: readFileSync(join(import.meta.dirname, '../schema-registry/composed/supergraph.graphql'), 'utf8'),
};
const UNLIMITED = createMemoryBudget({ tenant: undefined, actor: undefined, address: undefined });

/** A token is `tenant/actor`; `root` is a platform administrator, `writer` may only consume, `keeper` only administrate. */
const tokenVerifier = async (token: string): Promise<Actor> => {
  const [tenantId, id] = token.split('/') as [string, string];
  const of: Readonly<Record<string, readonly string[]>> = {
    root: ['quotas:read', 'platform:admin'],
    writer: ['quotas:write'],
    keeper: ['quotas:admin'],
  };
  const scopes = new Set(of[id] ?? ['quotas:read']);
  return verified({ id, tenantId: tenantId as Actor['tenantId'], scopes, kind: 'user' });
};

let stack: TestStack;
const gateways: TestGateway[] = [];
beforeAll(async () => {
  stack = await startStack();
});
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
});
afterAll(() => stack.close());

/** A gateway whose budget is kept by an instance of quotas, with the whole supergraph before it. */
async function startGateway(
  quotas: Pick<RunningSubgraph, 'execute'> = stack.subgraph,
  nowMs = (): number => stack.time.nowMs,
): Promise<TestGateway> {
  const fetch = () => fetchInProcess(quotas as RunningSubgraph);
  const gateway = await startTestGateway({
    supergraph,
    localSubgraphs: new Map([['quotas', stack.subgraph]]),
    tokenVerifier,
    budget: createQuotasBudget({ fetch, resource: 'graphql.cost', others: UNLIMITED, nowMs }),
  });
  gateways.push(gateway);
  return gateway;
}

/** Is expected to cost what is asked for, and costs what is there. */
const spend = (gateway: TestGateway, caller: string, first = 50): Promise<Answer> =>
  gateway.ask(`{ policies(first: ${first}) { nodes { id } } }`, {
    headers: { authorization: `Bearer ${caller}` },
  });

interface Cost {
  readonly requested: number;
  readonly actual: number;
  readonly throttleStatus?: { readonly currentlyAvailable: number };
}
const costOf = ({ body }: Answer): Cost => body.extensions?.cost as Cost;

let tenants = 0;
let tenant: string;
let alice: string;
let admin: Actor;
beforeEach(() => {
  tenants += 1;
  tenant = `tenant-${tenants}`;
  alice = `${tenant}/alice`;
  admin = actorOf(`${tenant}/admin`);
});
const limitTenant = (changes: object = {}) =>
  upsert(stack, admin, bucket({ limit: '200', burst: '120', ...changes }));
const remaining = async () => Number((await read(stack, admin, subject('TENANT', tenant))).remaining);
async function hasLeft(expected: number): Promise<void> {
  while ((await remaining()) !== expected) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Asks until it is refused. */
async function spendAll(gateway: TestGateway): Promise<Answer> {
  for (;;) {
    const answer = await spend(gateway, alice);
    if (answer.status === 429) return answer;
    expect(codesOf(answer)).toEqual([]);
  }
}

async function untilServed(gateway: TestGateway): Promise<void> {
  while ((await spend(gateway, alice)).status !== 200) await new Promise(setImmediate);
}

describe('a tenant that spends its budget', () => {
  test('gets 429 with when to come back, is served at that instant and not before', async () => {
    await limitTenant();
    const gateway = await startGateway();
    const { headers, body } = await spendAll(gateway);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', refusedBy: ['tenant'] });
    const retryAfterMs = Number(body.errors?.[0]?.extensions.retryAfterMs);
    expect(retryAfterMs).toBeLessThan(1_000);
    expect(headers.get('retry-after')).toBe(String(Math.ceil(retryAfterMs / 1_000)));
    expect(headers.get('ratelimit-policy')).toBe('"tenant";q=120;qu="cost";w=1');
    stack.time.nowMs += retryAfterMs - 1;
    expect((await spend(gateway, alice)).status).toBe(429);
    stack.time.nowMs += 1;
    expect((await spend(gateway, alice)).status).toBe(200);
  });

  test('is told of each operation when it would be served, whatever was refused before', async () => {
    await limitTenant({ limit: '500', periodMs: '1000', burst: '110' });
    const gateway = await startGateway();
    await spendAll(gateway);
    for (const first of [1, 100, 1, 100]) {
      const { status, body } = await spend(gateway, alice, first);
      if (status === 200) continue; // there was something left for it
      stack.time.nowMs += Number(body.errors?.[0]?.extensions.retryAfterMs) - 1;
      expect((await spend(gateway, alice, first)).status).toBe(429);
      stack.time.nowMs += 1;
      expect((await spend(gateway, alice, first)).status).toBe(200);
      await spendAll(gateway);
    }
  });

  test('is told so by every gateway, and no other tenant notices anything', async () => {
    await limitTenant();
    const [one, other] = [await startGateway(), await startGateway(stack.other)];
    await spendAll(one);
    expect((await spend(other, alice)).status).toBe(429);
    const stranger = `${tenant}-stranger/bob`;
    const answers = await Promise.all([spend(one, stranger), spend(other, stranger)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.headers.get('ratelimit')).toBeNull();
  });

  test('does not spend more with two gateways than with one', async () => {
    await limitTenant({ limit: '1', periodMs: '3600000', burst: '1000' });
    const both = [await startGateway(), await startGateway(stack.other)];
    const spent = await Promise.all(
      both.map(async (gateway) => {
        let sum = 0;
        for (;;) {
          const answer = await spend(gateway, alice);
          if (answer.status === 429) return sum;
          sum += Math.max(1, costOf(answer).actual);
        }
      }),
    );
    const sum = spent.reduce((a, b) => a + b);
    expect(sum).toBeLessThanOrEqual(1_000);
    expect(sum).toBeGreaterThanOrEqual(850); // as much as one more is expected to cost, for each
  });

  test('never locks a platform administrator out', async () => {
    await limitTenant({ limit: '1', periodMs: '3600000', burst: '1' });
    const gateway = await startGateway();
    expect((await spend(gateway, alice)).status).toBe(429);
    expect((await spend(gateway, `${tenant}/root`)).status).toBe(200);
  });
});

test('an actor has its own budget beside its tenant: taken from both or from none', async () => {
  const slow = { limit: '1', periodMs: '3600000' };
  await limitTenant({ ...slow, burst: '1000' });
  await limitTenant({ ...slow, name: 'actor', subject: { kind: 'ACTOR', pattern: 'alice' }, burst: '60' });
  const gateway = await startGateway();
  const refused = await spend(gateway, alice, 100);
  expect(refused.body.errors?.[0]?.extensions).toMatchObject({ refusedBy: ['actor'] });
  const served = await spend(gateway, `${tenant}/bob`, 100);
  expect(served.status).toBe(200);
  await gateways.pop()?.close();
  expect(await remaining()).toBe(1_000 - costOf(served).actual);
});

test('an operation that costs less than was expected gets the difference back', async () => {
  await limitTenant({ limit: '1', periodMs: '3600000', burst: '1000' });
  const gateway = await startGateway();
  const first = costOf(await spend(gateway, alice, 100));
  expect(first.requested).toBeGreaterThan(first.actual);
  expect(first.throttleStatus?.currentlyAvailable).toBe(1_000 - first.actual);
  await gateways.pop()?.close();
  expect(await remaining()).toBe(1_000 - first.actual);
});

test('also when it took longer than a lease holds', async () => {
  await limitTenant({ limit: '1', periodMs: '3600000', burst: '1000' });
  const budget = createQuotasBudget({
    fetch: () => fetchInProcess(stack.subgraph),
    resource: 'graphql.cost',
    others: UNLIMITED,
    nowMs: () => stack.time.nowMs,
  });
  const reservation = await budget.reserve([{ kind: 'tenant', id: tenant }], 300);
  await hasLeft(650); // the next lease was acquired beside it
  stack.time.nowMs += 850; // and goes back unused
  await hasLeft(700);
  stack.time.nowMs += 30_000;
  if (reservation.allowed) await reservation.settle(10);
  await budget.close?.();
  expect(await remaining()).toBe(990);
});

describe('an operation that costs more than was expected', () => {
  const openBudget = () =>
    createQuotasBudget({
      fetch: () => fetchInProcess(stack.subgraph),
      resource: 'graphql.cost',
      others: UNLIMITED,
      nowMs: () => stack.time.nowMs,
    });

  test('takes the balance below zero, beyond the burst too, and is paid off by time', async () => {
    await limitTenant({ limit: '100', periodMs: '1000', burst: '100' });
    const budget = openBudget();
    const subjects = [{ kind: 'tenant', id: tenant }] as const;
    const reservation = await budget.reserve(subjects, 10);
    if (reservation.allowed) await reservation.settle(360);
    await budget.close?.();
    const other = openBudget();
    const refused = await other.reserve(subjects, 40);
    expect(refused).toMatchObject({ allowed: false, refusedBy: ['tenant'] });
    const waitMs = 'retryAfterMs' in refused ? refused.retryAfterMs : 0;
    expect(waitMs).toBe(3_000); // from 260 below zero to 40
    stack.time.nowMs += waitMs - 10;
    expect(await other.reserve(subjects, 40)).toMatchObject({ allowed: false });
    stack.time.nowMs += 10;
    expect(await other.reserve(subjects, 40)).toMatchObject({ allowed: true });
    await other.close?.();
  });

  test('is seen by who only looks, as those do who pay for events', async () => {
    await limitTenant({ limit: '1', periodMs: '3600000', burst: '100' });
    const budget = openBudget();
    const subjects = [{ kind: 'tenant', id: tenant }] as const;
    const look = async () => {
      const reservation = await budget.reserve(subjects, 0);
      if (!reservation.allowed) throw new Error('to look is never refused');
      return reservation;
    };
    const first = await look();
    expect(first.balances).toMatchObject([{ available: 100 }]);
    await first.settle(150);
    expect((await look()).balances).toMatchObject([{ available: -50 }]);
    await budget.close?.();
  });
});

describe('who may only', () => {
  const about = { name: 'jobs', resource: 'jobs', burst: '10' };
  const left = async () => (await read(stack, admin, subject('TENANT', tenant), 'jobs')).remaining;
  const send = async (caller: string, query: string, input: object): Promise<Answer> =>
    (await startGateway()).ask(query, {
      variables: { input: { idempotencyKey: key(), ...input } },
      headers: { authorization: `Bearer ${tenant}/${caller}` },
    });
  const consume = (quantity: string, selection: string): Promise<Answer> =>
    send(
      'writer',
      `mutation ($input: ConsumeInput!) { consume(input: $input) {
        ... on ConsumeSuccess { quota { policies { policy { ${selection} } } } }
        ... on QuotaExceeded { policy { ${selection} } } } }`,
      { subject: subject('TENANT', tenant), resource: 'jobs', quantity },
    );

  test('consume sees the policies that decided', async () => {
    await limitTenant(about);
    const policy = { name: 'jobs' };
    expect((await consume('4', 'name')).body.data).toEqual({
      consume: { quota: { policies: [{ policy }] } },
    });
    expect((await consume('7', 'name')).body.data).toEqual({ consume: { policy } });
  });

  test('consume, and asks for an audit trail, has nothing taken', async () => {
    await limitTenant(about);
    const { body, ...answer } = await consume('4', 'history { nodes { type } }');
    expect(body.data).toBeNull();
    expect(new Set(codesOf({ body, ...answer }))).toEqual(new Set(['UNAUTHORIZED_FIELD_OR_TYPE']));
    expect(await left()).toBe('10');
  });

  test('administrate sees what it has made', async () => {
    const { body } = await send(
      'keeper',
      'mutation ($input: UpsertPolicyInput!) { upsertPolicy(input: $input) { ... on UpsertPolicySuccess { policy { name } } } }',
      bucket(about),
    );
    expect(body.data).toEqual({ upsertPolicy: { policy: { name: 'jobs' } } });
  });
});

test('an override takes effect on two gateways within a second', async () => {
  const { policy } = await limitTenant({ limit: '1', periodMs: '3600000' });
  const real = () => performance.now();
  const both = [await startGateway(stack.subgraph, real), await startGateway(stack.other, real)];
  for (const gateway of both) await spendAll(gateway);
  const input = {
    policyId: policy?.id,
    subject: subject('TENANT', tenant),
    limit: '3600000',
    burst: '5000',
    until: new Date(stack.time.nowMs + 60_000).toISOString(),
    reason: 'a launch',
    idempotencyKey: key(),
  };
  const REQUEST = `mutation ($input: RequestOverrideInput!) { requestOverride(input: $input) {
    ... on RequestOverrideSuccess { override { id } } } }`;
  const { requestOverride } = await ask<{ requestOverride: { override: { id: string } } }>(
    stack,
    admin,
    REQUEST,
    { input },
  );
  const APPROVE = `mutation ($input: ApproveOverrideInput!) { approveOverride(input: $input) { __typename } }`;
  const approval = { overrideId: requestOverride.override.id, idempotencyKey: key() };
  await ask(stack, actorOf(`${tenant}/other`), APPROVE, { input: approval });
  stack.time.nowMs += 1_000; // a thousand points more, by the override's rate
  const served = both.map((gateway) => inTime(untilServed(gateway), 1_000));
  expect(await Promise.all(served)).toEqual([true, true]);
});

test('a policy in SHADOW mode refuses nothing, and what it would have refused is reported', async () => {
  await limitTenant({ mode: 'SHADOW', limit: '1', periodMs: '3600000', burst: '50' });
  const gateway = await startGateway();
  for (let i = 0; i < 5; i += 1) {
    const answer = await spend(gateway, alice, 100);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit')).toBeNull();
  }
  const USAGE = `query ($subject: SubjectInput!) { usage(subject: $subject, resource: "graphql.cost",
    from: "2026-11-21T00:00:00Z", to: "2026-11-23T00:00:00Z", bucket: DAY) { shadowRefused refused } }`;
  const variables = { subject: subject('TENANT', tenant) };
  for (;;) {
    const { usage } = await ask<{ usage: { shadowRefused: string; refused: string }[] }>(
      stack,
      admin,
      USAGE,
      variables,
    );
    if (usage[0] && usage[0].shadowRefused !== '0') return expect(usage[0].refused).toBe('0');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test('of a policy in SHADOW mode too what an operation did not cost comes back', async () => {
  await limitTenant({ mode: 'SHADOW', limit: '1', periodMs: '3600000', burst: '1000' });
  const gateway = await startGateway();
  let spent = 0;
  for (let n = 0; n < 5; n += 1) spent += Math.max(1, costOf(await spend(gateway, alice, 100)).actual);
  await gateway.close();
  gateways.splice(0);
  const { policies } = await read(stack, admin, subject('TENANT', tenant));
  expect(policies.map((status) => Number(status.remaining))).toEqual([1_000 - spent]);
});

test('without a policy nothing is limited, and nothing is said of limits', async () => {
  const gateway = await startGateway();
  const answer = await spend(gateway, alice);
  expect(answer.headers.get('ratelimit')).toBeNull();
  expect(costOf(answer).throttleStatus).toBeUndefined();
});

test('also for many operations at once, before anything is known of their tenant', async () => {
  const gateway = await startGateway();
  const answers = await Promise.all(Array.from({ length: 100 }, () => spend(gateway, alice)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

describe('when quotas cannot be reached', () => {
  const down = { execute: () => Promise.reject(new Error('connect ECONNREFUSED')) };
  const closed: Pick<RunningSubgraph, 'execute'> = {
    execute: async () => ({
      errors: [{ toJSON: () => ({ message: 'down', extensions: { code: 'SERVICE_UNAVAILABLE' } }) } as never],
    }),
  };

  test('operations are executed, as onStoreFailure says', async () => {
    expect((await spend(await startGateway(down), alice)).status).toBe(200);
  });

  test('but not when a policy fails closed: 503', async () => {
    const answer = await spend(await startGateway(closed), alice);
    expect([answer.status, codesOf(answer)]).toEqual([503, ['SERVICE_UNAVAILABLE']]);
  });
});
