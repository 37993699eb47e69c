import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bucket, upsert } from './policies.ts';
import { CONSUME, consume, RESET, read, reset, subject } from './quotas.ts';
import { actorOf, ask, errorCode, key, startStack, type TestStack } from './stack.ts';

const root = actorOf('ops/root', ['platform:admin']);

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

/** An administrator of a new tenant, with a bucket of 100 that gets 10 a second. */
async function tenantWith(name: string, ...policies: readonly object[]) {
  const actor = actorOf(`${name}/alice`);
  for (const policy of policies.length > 0 ? policies : [bucket()]) await upsert(stack, actor, policy);
  return { actor, tenant: subject('TENANT', name) };
}

describe('consume', () => {
  test('takes from the limit, and says how it stands', async () => {
    const { actor, tenant } = await tenantWith('takes');
    const input = { subject: tenant, resource: 'graphql.cost', quantity: '40' };
    expect(await consume(stack, actor, input)).toMatchObject({
      __typename: 'ConsumeSuccess',
      quota: {
        limit: '10',
        remaining: '60',
        resetAt: '2026-11-21T12:00:04.000000Z',
        policies: [{ policy: { name: 'cost' }, capacity: '100', remaining: '60', resetAfterMs: '4000' }],
      },
    });
    expect(await read(stack, actor, tenant)).toMatchObject({ remaining: '60' });
  });

  test('refuses what is not there: with policy, limit, remaining and retryAfter, to the millisecond', async () => {
    const { actor, tenant } = await tenantWith('refuses');
    const input = (quantity: string) => ({ subject: tenant, resource: 'graphql.cost', quantity });
    await consume(stack, actor, input('95'));
    expect(await consume(stack, actor, input('6'))).toEqual({
      __typename: 'QuotaExceeded',
      code: 'QUOTA_EXCEEDED',
      path: ['input', 'quantity'],
      message: 'The quota "cost" does not cover it now.',
      policy: { name: 'cost' },
      limit: '10',
      remaining: '5',
      retryAfterMs: '100',
    });
    stack.time.nowMs += 99;
    expect(await consume(stack, actor, input('6'))).toMatchObject({ retryAfterMs: '1' });
    stack.time.nowMs += 1;
    expect(await consume(stack, actor, input('6'))).toMatchObject({ __typename: 'ConsumeSuccess' });
  });

  test('what can never be there: retryAfter null', async () => {
    const { actor, tenant } = await tenantWith('never');
    const input = { subject: tenant, resource: 'graphql.cost', quantity: '101' };
    expect(await consume(stack, actor, input)).toMatchObject({
      retryAfterMs: null,
      message: 'The quota "cost" never covers so much.',
    });
  });

  test('with dryRun takes nothing', async () => {
    const { actor, tenant } = await tenantWith('dry');
    const input = { subject: tenant, resource: 'graphql.cost', quantity: '100', dryRun: true };
    expect(await consume(stack, actor, input)).toMatchObject({ quota: { remaining: '0' } });
    expect(await consume(stack, actor, { ...input, quantity: '101' })).toMatchObject({
      code: 'QUOTA_EXCEEDED',
    });
    expect(await read(stack, actor, tenant)).toMatchObject({ remaining: '100' });
  });

  test('takes once for a key, also when it refused; with another input: IdempotencyConflict', async () => {
    const { actor, tenant } = await tenantWith('once');
    const input = { subject: tenant, resource: 'graphql.cost', quantity: '60', idempotencyKey: key() };
    expect(await consume(stack, actor, input)).toEqual(await consume(stack, actor, input));
    expect(await read(stack, actor, tenant)).toMatchObject({ remaining: '40' });
    const refused = { ...input, idempotencyKey: key() };
    const first = await consume(stack, actor, refused);
    stack.time.nowMs += 60_000;
    expect(await consume(stack, actor, refused)).toEqual(first);
    expect(await consume(stack, actor, { ...input, quantity: '1' })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
  });

  test('of a bucket that fills in more years than there are: resetAt is the last instant', async () => {
    const slow = bucket({ limit: '1', periodMs: '2678400000', burst: '3000000' });
    const { actor, tenant } = await tenantWith('glacial', slow);
    const input = { subject: tenant, resource: 'graphql.cost', quantity: '200000' };
    expect(await consume(stack, actor, input)).toMatchObject({
      quota: { remaining: '2800000', resetAt: '9999-12-31T23:59:59.999999Z' },
    });
  });

  test('what no policy is about is not limited', async () => {
    const { actor, tenant } = await tenantWith('free');
    const answer = await consume(stack, actor, { subject: tenant, resource: 'bytes.out', quantity: '1000' });
    expect(answer.quota).toEqual({
      limit: null,
      remaining: null,
      resetAt: null,
      undecided: false,
      policies: [],
    });
  });

  test("no other tenant's count moves", async () => {
    const one = await tenantWith('mine');
    const other = await tenantWith('theirs');
    await consume(stack, one.actor, { subject: one.tenant, resource: 'graphql.cost', quantity: '70' });
    expect(await read(stack, other.actor, other.tenant)).toMatchObject({ remaining: '100' });
  });

  test('a tenant has one count, by its own name; who administers the platform acts in the one that is named', async () => {
    const { actor, tenant } = await tenantWith('evades');
    const left = (id: string): string =>
      `{ quota(subject: { kind: TENANT, id: "${id}" }, resource: "graphql.cost", tenantId: "evades") { remaining } }`;
    await consume(stack, actor, { subject: tenant, resource: 'graphql.cost', quantity: '100' });
    const elsewhere = { subject: subject('TENANT', 'acme'), resource: 'graphql.cost', idempotencyKey: key() };
    expect(await errorCode(stack, actor, CONSUME, { input: elsewhere })).toBe('BAD_USER_INPUT');
    expect(await ask(stack, root, left('evades'))).toEqual({ quota: { remaining: '0' } });
    expect(await errorCode(stack, root, left('ops'))).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['of more than 10^9', { quantity: '1000000001' }],
    ['given back to what time gives back', { quantity: '-1' }],
    ['given back so with dryRun', { quantity: '-1', dryRun: true }],
    ['of a subject without a name', { subject: subject('ACTOR', '') }],
    ['of a resource without a name', { resource: '' }],
  ])('%s: BAD_USER_INPUT', async (_, changes) => {
    const { actor, tenant } = await tenantWith('bad');
    const input = { subject: tenant, resource: 'graphql.cost', idempotencyKey: key(), ...changes };
    expect(await errorCode(stack, actor, CONSUME, { input })).toBe('BAD_USER_INPUT');
  });

  test('without the scope: FORBIDDEN', async () => {
    const input = { subject: subject('TENANT', 'x'), resource: 'r', idempotencyKey: key() };
    expect(await errorCode(stack, actorOf('acme/rob', ['quotas:read']), CONSUME, { input })).toBe(
      'FORBIDDEN',
    );
  });
});

describe('of several policies', () => {
  test('the exact id is before the longest pattern before *', async () => {
    const of = (name: string, pattern: string) => bucket({ name, subject: { kind: 'ACTOR', pattern } });
    const { actor } = await tenantWith(
      'chosen',
      of('all', '*'),
      of('team', 'team-*'),
      of('blue', 'team-b*e'),
      of('bob', 'team-bob'),
    );
    const chosen = async (id: string) =>
      (await read(stack, actor, subject('ACTOR', id))).policies.map(({ policy }) => policy.name);
    expect(await chosen('team-bob')).toEqual(['bob']);
    expect(await chosen('team-blue')).toEqual(['blue']);
    expect(await chosen('team-red')).toEqual(['team']);
    expect(await chosen('carol')).toEqual(['all']);
    expect(await chosen('team-be')).toEqual(['blue']);
    expect((await read(stack, actor, subject('SERVICE', 'carol'))).policies).toEqual([]);
  });

  test("the platform's counts beside the tenant's own: taken from both or from none", async () => {
    const { actor, tenant } = await tenantWith('both', bucket({ burst: '50' }));
    const resource = 'graphql.cost';
    const name = 'platform cost';
    await upsert(
      stack,
      root,
      bucket({ tenantId: 'platform', name, subject: { kind: 'TENANT', pattern: 'both' } }),
    );
    const consumed = await consume(stack, actor, { subject: tenant, resource, quantity: '45' });
    expect(consumed.quota).toMatchObject({
      remaining: '5',
      policies: [
        { policy: { name }, remaining: '55' },
        { policy: { name: 'cost' }, remaining: '5' },
      ],
    });
    expect(await consume(stack, actor, { subject: tenant, resource, quantity: '6' })).toMatchObject({
      policy: { name: 'cost' },
    });
    expect((await read(stack, actor, tenant)).policies).toMatchObject([
      { remaining: '55' },
      { remaining: '5' },
    ]);
  });
});

describe('of other algorithms', () => {
  test('CONCURRENCY is given back', async () => {
    const changes = {
      algorithm: 'CONCURRENCY',
      limit: '2',
      burst: null,
      unit: 'CONCURRENT',
      resource: 'jobs',
    };
    const { actor, tenant } = await tenantWith('jobs', bucket(changes));
    const take = (quantity: string) => consume(stack, actor, { subject: tenant, resource: 'jobs', quantity });
    expect(await take('2')).toMatchObject({ quota: { remaining: '0' } });
    expect(await take('1')).toMatchObject({ code: 'QUOTA_EXCEEDED', retryAfterMs: '1000' });
    expect(await take('-1')).toMatchObject({ quota: { remaining: '1' } });
  });

  test('CONCURRENCY is not given back beyond what is held: QuotaNotHeld, of the policy with the least', async () => {
    const jobs = { algorithm: 'CONCURRENCY', burst: null, unit: 'CONCURRENT', resource: 'jobs' };
    const { actor, tenant } = await tenantWith('unheld', bucket({ ...jobs, limit: '5' }));
    const take = (quantity: string, changes: object = {}) =>
      consume(stack, actor, { subject: tenant, resource: 'jobs', quantity, ...changes });
    await take('2');
    const about = { kind: 'TENANT', pattern: 'unheld' };
    const platform = { ...jobs, tenantId: 'platform', name: 'unheld', subject: about, limit: '9' };
    await upsert(stack, root, bucket(platform));
    await take('1');
    const refusal = {
      __typename: 'QuotaNotHeld',
      code: 'QUOTA_NOT_HELD',
      path: ['input', 'quantity'],
      message: 'More is given back than is held.',
      policy: { name: 'unheld' },
      held: '1',
    };
    expect(await take('-4')).toEqual(refusal);
    expect(await take('-4', { dryRun: true })).toEqual(refusal);
    expect(await read(stack, actor, tenant, 'jobs')).toMatchObject({
      policies: [{ remaining: '8' }, { remaining: '2' }],
    });
  });

  test('CALENDAR begins anew with the month of its time zone, and rolls over', async () => {
    const calendar = { unit: 'MONTH', timeZone: 'Europe/Berlin', rollover: '30' };
    const changes = { algorithm: 'CALENDAR', limit: '100', burst: null, periodMs: null, calendar };
    const { actor, tenant } = await tenantWith('months', bucket(changes));
    const take = (quantity: string) =>
      consume(stack, actor, { subject: tenant, resource: 'graphql.cost', quantity });
    expect(await take('80')).toMatchObject({
      quota: {
        remaining: '20',
        resetAt: '2026-11-30T23:00:00.000000Z',
        policies: [{ capacity: '100' }],
      },
    });
    const before = stack.time.nowMs;
    stack.time.nowMs = Date.parse('2026-11-30T23:00:00Z');
    expect(await take('110')).toMatchObject({ quota: { remaining: '10', policies: [{ capacity: '120' }] } });
    stack.time.nowMs = Date.parse('2026-12-31T23:00:00Z');
    expect(await read(stack, actor, tenant)).toMatchObject({ policies: [{ capacity: '110' }] });
    stack.time.nowMs = before;
  });
});

describe('resetUsage', () => {
  test('forgets what was used, and is in the audit trail', async () => {
    const { actor, tenant } = await tenantWith('resets');
    const { policy } = await upsert(stack, actor, bucket());
    await consume(stack, actor, { subject: tenant, resource: 'graphql.cost', quantity: '90' });
    const input = { policyId: policy?.id, subject: tenant };
    expect(await reset(stack, actor, input)).toEqual({ __typename: 'ResetUsageSuccess' });
    expect(await read(stack, actor, tenant)).toMatchObject({ remaining: '100' });
    const { policy: found } = await ask<{ policy: { history: { nodes: object[] } } }>(
      stack,
      actor,
      'query ($id: ID!) { policy(id: $id) { history { nodes { version type actor data } } } }',
      { id: policy?.id },
    );
    expect(found.history.nodes).toMatchObject([
      { version: 1, type: 'quotas.policy.created.v1', actor: 'alice' },
      { version: 2, type: 'quotas.policy.usage-reset.v1', data: { tenantId: 'resets', subject: tenant } },
    ]);
  });

  test("of a tenant's subject by a policy of the platform", async () => {
    const { actor, tenant } = await tenantWith('helped', bucket({ resource: 'other' }));
    const about = { kind: 'TENANT', pattern: 'helped' };
    const made = await upsert(stack, root, bucket({ tenantId: 'platform', name: 'helped', subject: about }));
    await consume(stack, actor, { subject: tenant, resource: 'graphql.cost', quantity: '90' });
    const input = {
      tenantId: 'platform',
      policyId: made.policy?.id,
      subject: tenant,
      subjectTenantId: 'helped',
    };
    expect(await reset(stack, root, input)).toEqual({ __typename: 'ResetUsageSuccess' });
    expect(await read(stack, actor, tenant)).toMatchObject({ remaining: '100' });
  });

  test('of no policy: UnknownPolicy; without the scope: FORBIDDEN', async () => {
    const { actor, tenant } = await tenantWith('unreset');
    const input = { policyId: 'x', subject: tenant, idempotencyKey: key() };
    expect(await reset(stack, actor, input)).toMatchObject({ code: 'UNKNOWN_POLICY' });
    expect(await errorCode(stack, actorOf('unreset/w', ['quotas:write']), RESET, { input })).toBe(
      'FORBIDDEN',
    );
    expect(await reset(stack, actor, { ...input, policyId: 'y' })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
  });
});

describe('a tenant and an actor', () => {
  test('show how they stand with each resource', async () => {
    const { actor } = await tenantWith(
      'shown',
      bucket({ name: 'a', resource: 'requests', limit: '5', burst: '5' }),
      bucket({ name: 'b' }),
      bucket({ name: 'c', subject: { kind: 'ACTOR' }, resource: 'bytes.out' }),
    );
    const data = await ask(
      stack,
      actor,
      `{ tenant { id quotas { resource remaining } } actor(id: "alice") { quotas { resource remaining } } }`,
    );
    expect(data).toEqual({
      tenant: {
        id: 'shown',
        quotas: [
          { resource: 'graphql.cost', remaining: '100' },
          { resource: 'requests', remaining: '5' },
        ],
      },
      actor: { quotas: [{ resource: 'bytes.out', remaining: '100' }] },
    });
  });

  test('show many resources in the order of their names', async () => {
    const resources = Array.from({ length: 70 }, (_, n) => `many.r${n}`);
    const { actor } = await tenantWith(
      'many',
      ...resources.map((resource) => bucket({ name: resource, resource })),
    );
    const { tenant } = await ask<{ tenant: { quotas: { resource: string }[] } }>(
      stack,
      actor,
      '{ tenant { quotas { resource } } }',
    );
    expect(tenant.quotas.map(({ resource }) => resource)).toEqual(resources.toSorted());
  });

  test('are entities that other subgraphs may refer to', async () => {
    const { actor } = await tenantWith('entities');
    const representations = [
      { __typename: 'Tenant', id: 'entities' },
      { __typename: 'Tenant', id: 'shown' },
    ];
    expect(
      await ask(
        stack,
        actor,
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Tenant { quotas { remaining } } } }',
        { r: representations },
      ),
    ).toEqual({ _entities: [{ quotas: [{ remaining: '100' }] }, { quotas: [] }] });
  });
});
