import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Logger } from 'pino';
import { type Actor, verified } from 'platform/auth/actor';
import { createMetrics } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import type { Budget } from '../plugins/budget/budget.ts';
import { createMemoryBudget } from '../plugins/budget/memory-budget.ts';
import { federation } from './federation.ts';
import { quiet } from './quiet.ts';
import { type Answer, codesOf, startTestGateway, type TestGateway } from './start.ts';

const shop = federation({
  shop: {
    typeDefs: `
      type Query {
        free: Int
        hidden: Int @authenticated
        items(first: Int!): [Item] @listSize(slicingArguments: ["first"])
        more(first: Int!): [Item] @listSize(assumedSize: 2)
      }
      type Mutation { add: Int }
      type Item { id: ID }
    `,
    resolvers: {
      Query: {
        free: () => 1,
        items: (_: never, { first }: { first: number }) =>
          Array.from({ length: Math.min(first, 3) }, () => ({})),
        more: (_: never, { first }: { first: number }) => Array.from({ length: first }, () => ({})),
      },
      Mutation: { add: () => 1 },
    },
  },
});

/** A token is `tenant/actor`. */
const tokenVerifier = async (token: string): Promise<Actor> => {
  const [tenantId, id] = token.split('/') as [string, string];
  return verified({ id, tenantId: tenantId as Actor['tenantId'], scopes: new Set(), kind: 'user' });
};

const policies = {
  tenant: { limit: 10, periodMs: 1_000, burst: 100 },
  actor: { limit: 5, periodMs: 1_000, burst: 60 },
  address: { limit: 1, periodMs: 1_000, burst: 20 },
};

let gateway: TestGateway;
let metrics: Registry;
const clock = { nowMs: 0 };

const start = (budget: Budget, config: object = {}, logger: Logger = quiet): Promise<TestGateway> =>
  startTestGateway({
    supergraph: { sdl: shop.supergraphSdl },
    localSubgraphs: shop.subgraphs,
    tokenVerifier,
    budget,
    metrics,
    logger,
    config,
  });

beforeEach(async () => {
  shop.calls.length = 0;
  clock.nowMs = 1_000_000;
  metrics = createMetrics();
  gateway = await start(createMemoryBudget(policies, () => clock.nowMs));
});
afterEach(() => gateway.close());

const as = (caller: string) => ({ headers: { authorization: `Bearer ${caller}` } });
const ask = (first: number, caller = 'acme/alice') =>
  gateway.ask(`{ items(first: ${first}) { id } }`, as(caller));
const costOf = ({ body }: Answer) => body.extensions?.cost;

describe('an answer', () => {
  test('tells what was requested, what it cost, and how the budget with the least left stands', async () => {
    expect(costOf(await ask(10))).toEqual({
      requested: 10,
      actual: 3,
      throttleStatus: { maximumAvailable: 60, currentlyAvailable: 57, restoreRate: 5 },
    });
  });

  test('has the headers RateLimit-Policy and RateLimit', async () => {
    const { headers } = await ask(10);
    expect(headers.get('ratelimit-policy')).toBe(
      '"tenant";q=100;qu="cost";w=10, "actor";q=60;qu="cost";w=12',
    );
    expect(headers.get('ratelimit')).toBe('"tenant";r=97;t=1, "actor";r=57;t=1');
  });

  test('to a GET and to a mutation too', async () => {
    const { status } = await fetch(
      `${gateway.url}/graphql?query=%7Bitems(first:5)%7Bid%7D%7D`,
      as('acme/alice'),
    );
    expect(status).toBe(200);
    expect(costOf(await gateway.ask('mutation { add }', as('acme/alice')))).toMatchObject({
      requested: 10,
      throttleStatus: { currentlyAvailable: 60 - 3 - 10 },
    });
  });

  test('tells nothing in the body when costs are not shown', async () => {
    const discreet = await start(createMemoryBudget(policies), { cost: { expose: false } });
    const { body, headers } = await discreet.ask('{ free }', as('acme/alice'));
    await discreet.close();
    expect(body).toEqual({ data: { free: 1 } });
    expect(headers.get('ratelimit')).toContain('"tenant";r=99');
  });
});

describe('a budget', () => {
  test('gets back what the answer did not cost: 60 reserved and 3 spent leave 57', async () => {
    expect(codesOf(await ask(60))).toEqual([]);
    expect(codesOf(await ask(58))).toEqual(['RATE_LIMITED']);
    expect(codesOf(await ask(57))).toEqual([]);
  });

  test('pays for more than was requested, also below zero: 60 - 70', async () => {
    const answer = await gateway.ask('{ more(first: 70) { id } }', as('acme/alice'));
    expect(costOf(answer)).toMatchObject({
      requested: 2,
      actual: 70,
      throttleStatus: { currentlyAvailable: -10 },
    });
    expect(codesOf(await ask(1))).toEqual(['RATE_LIMITED']);
  });

  test('loses at least 1, also for an operation that costs nothing', async () => {
    expect(costOf(await gateway.ask('{ free }', as('acme/alice')))).toEqual({
      requested: 0,
      actual: 0,
      throttleStatus: { maximumAvailable: 60, currentlyAvailable: 59, restoreRate: 5 },
    });
  });

  test('loses nothing for what is not executed: a variable that does not fit, a document that is not valid', async () => {
    await gateway.ask('query ($n: Int!) { items(first: $n) { id } }', {
      ...as('acme/alice'),
      variables: { n: 'x' },
    });
    await gateway.ask('{ nothing }', as('acme/alice'));
    expect(costOf(await ask(1))).toMatchObject({ throttleStatus: { currentlyAvailable: 59 } });
  });

  test('of a tenant is shared by its actors, and no other tenant notices', async () => {
    await gateway.ask('{ more(first: 120) { id } }', as('acme/bob'));
    const refused = await ask(1, 'acme/alice');
    expect(refused.body.errors?.[0]?.extensions).toMatchObject({ refusedBy: ['tenant'] });
    expect(codesOf(await ask(1, 'other/alice'))).toEqual([]);
  });
});

describe('an operation that a budget does not cover', () => {
  const refused = async () => {
    await gateway.ask('{ more(first: 60) { id } }', as('acme/alice'));
    shop.calls.length = 0;
    return ask(6);
  };

  test('429 RATE_LIMITED: its cost, who refuses and when to come back; nothing is executed', async () => {
    const { status, headers, body } = await refused();
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('ratelimit')).toBe('"tenant";r=40;t=2, "actor";r=0;t=2');
    expect(body).toEqual({
      errors: [
        {
          message: 'The budget of this actor does not cover the operation now.',
          extensions: {
            code: 'RATE_LIMITED',
            cost: 6,
            refusedBy: ['actor'],
            retryAfterMs: 1_200,
            requestId: expect.any(String),
          },
        },
      ],
      extensions: {
        cost: {
          requested: 6,
          actual: 0,
          throttleStatus: { maximumAvailable: 60, currentlyAvailable: 0, restoreRate: 5 },
        },
      },
    });
    expect(shop.calls).toEqual([]);
  });

  test('is served at that instant, and not before', async () => {
    const { body } = await refused();
    clock.nowMs += Number(body.errors?.[0]?.extensions.retryAfterMs) - 1;
    expect(codesOf(await ask(6))).toEqual(['RATE_LIMITED']);
    clock.nowMs += 1;
    expect(codesOf(await ask(6))).toEqual([]);
  });

  test('also when part of it was not authorised', async () => {
    await refused();
    const answer = await gateway.ask('{ hidden items(first: 6) { id } }', as('acme/alice'));
    expect(answer.status).toBe(429);
    expect(codesOf(answer)).toContain('RATE_LIMITED');
  });

  test('is counted by the policy that refused', async () => {
    await refused();
    const text = await metrics.metrics();
    expect(text).toContain('gateway_budget_refusals_total{policy="actor"} 1');
    expect(text).toContain('gateway_errors_total{code="RATE_LIMITED"} 1');
  });
});

describe('without a token', () => {
  test('the address pays', async () => {
    const { body, headers } = await gateway.ask('{ items(first: 20) { id } }');
    expect(body.extensions?.cost).toMatchObject({
      throttleStatus: { maximumAvailable: 20, currentlyAvailable: 17 },
    });
    expect(headers.get('ratelimit')).toBe('"address";r=17;t=3');
    expect((await gateway.ask('{ items(first: 18) { id } }')).status).toBe(429);
    expect(codesOf(await ask(1))).toEqual([]);
  });

  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

  test('what a stranger says of the address does not count', async () => {
    await gateway.ask('{ more(first: 20) { id } }', from('192.0.2.1'));
    expect((await gateway.ask('{ free }', from('192.0.2.2'))).status).toBe(429);
  });

  test('what a trusted proxy says does', async () => {
    const behind = await start(createMemoryBudget(policies), { trustedProxies: ['loopback'] });
    await behind.ask('{ more(first: 25) { id } }', from('192.0.2.1'));
    expect((await behind.ask('{ free }', from('192.0.2.1'))).status).toBe(429);
    expect((await behind.ask('{ free }', from('192.0.2.1, 192.0.2.2'))).status).toBe(200);
    await behind.close();
  });
});

describe('when the store of the budgets cannot be reached', () => {
  const lines: string[] = [];
  const logger = {
    ...quiet,
    child: () => logger,
    error: (_: object, text: string) => lines.push(text),
  } as never;
  let reachable: boolean;
  const flaky: Budget = {
    reserve: async (subjects, amount) => {
      if (!reachable) throw new Error('connect ECONNREFUSED');
      return createMemoryBudget(policies).reserve(subjects, amount);
    },
  };

  beforeEach(() => {
    reachable = false;
    lines.length = 0;
  });

  test('operations are executed without one; it is counted, and logged once', async () => {
    const open = await start(flaky, {}, logger);
    for (let i = 0; i < 3; i += 1)
      expect((await open.ask('{ free }', as('acme/alice'))).body.data).toEqual({ free: 1 });
    expect(await metrics.metrics()).toContain('gateway_budget_store_failures_total 3');
    expect(lines.filter((line) => line.includes('budgets'))).toHaveLength(1);
    await open.close();
  });

  test('closed: 503 SERVICE_UNAVAILABLE, nothing is executed, and served when it is back', async () => {
    const closed = await start(flaky, { budget: { onStoreFailure: 'closed' } });
    const answer = await closed.ask('{ free }', as('acme/alice'));
    expect([answer.status, codesOf(answer)]).toEqual([503, ['SERVICE_UNAVAILABLE']]);
    expect(shop.calls).toEqual([]);
    reachable = true;
    expect((await closed.ask('{ free }', as('acme/alice'))).status).toBe(200);
    await closed.close();
  });

  test('a settlement that fails stays charged, and is counted', async () => {
    const forgetful: Budget = {
      async reserve(subjects, amount) {
        const answer = await createMemoryBudget(policies).reserve(subjects, amount);
        return answer.allowed ? { ...answer, settle: () => Promise.reject(new Error('gone')) } : answer;
      },
    };
    const open = await start(forgetful);
    expect((await open.ask('{ free }', as('acme/alice'))).status).toBe(200);
    expect(await metrics.metrics()).toContain('gateway_budget_store_failures_total 1');
    await open.close();
  });
});

test('budgets of gateway.yaml are kept in memory', async () => {
  const small = await startTestGateway({
    supergraph: { sdl: shop.supergraphSdl },
    localSubgraphs: shop.subgraphs,
    config: { cost: { maximum: 50 }, budget: { actor: { burst: 50, perSecond: 1 } } },
  });
  const { body } = await small.ask('{ items(first: 50) { id } }', {
    headers: { authorization: 'Bearer scopes:' },
  });
  await small.close();
  expect(body.extensions?.cost).toMatchObject({ throttleStatus: { maximumAvailable: 50, restoreRate: 1 } });
});

test('costs are metrics by the type of operation', async () => {
  await ask(10);
  await gateway.ask('mutation { add }', as('acme/alice'));
  const text = await metrics.metrics();
  expect(text).toContain('gateway_cost_spent_total{type="query"} 3');
  expect(text).toContain('gateway_cost_spent_total{type="mutation"} 10');
  expect(text).toContain('gateway_cost_requested_sum{type="query"} 10');
  expect(text).toContain('gateway_cost_actual_sum{type="query"} 3');
  expect(text).not.toContain('acme');
});
