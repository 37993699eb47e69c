import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replay } from 'platform/event-store/replay';
import { newId } from 'platform/kernel/ids';
import { policiesProjection } from '../read-models/policies/projection.ts';
import { bucket, DELETE, FIND, LIST, type PolicyNode, remove, UPSERT, upsert } from './policies.ts';
import { read, subject } from './quotas.ts';
import { actorOf, ask, errorCode, key, startStack, type TestStack } from './stack.ts';

const alice = actorOf('acme/alice');
const bob = actorOf('globex/bob');
const reader = actorOf('acme/rob', ['quotas:read']);
const root = actorOf('ops/root', ['platform:admin']);

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const find = async (id: string | undefined, actor = alice, tenantId?: string): Promise<PolicyNode | null> =>
  (await ask<{ policy: PolicyNode | null }>(stack, actor, FIND, { id, tenantId })).policy;

const HISTORY = 'query ($id: ID!) { policy(id: $id) { history { nodes { version type actor } } } }';

interface Page {
  readonly nodes: readonly { readonly id: string; readonly name: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}
const list = async (variables: object = {}, actor = alice): Promise<Page> =>
  (await ask<{ policies: Page }>(stack, actor, LIST, variables)).policies;

describe('upsertPolicy', () => {
  test('creates a policy, which can then be read', async () => {
    const { policy } = await upsert(stack, alice, bucket());
    expect(policy).toMatchObject({
      tenantId: 'acme',
      name: 'cost',
      subject: { kind: 'TENANT', pattern: '*' },
      limit: '10',
      burst: '100',
      mode: 'ENFORCE',
      nearLimitRatio: 0.8,
      failMode: 'OPEN',
    });
    expect(await find(policy?.id)).toEqual(policy);
  });

  test('makes the policy of a name say something else', async () => {
    const first = await upsert(stack, alice, bucket({ name: 'changing' }));
    const second = await upsert(stack, alice, bucket({ name: 'changing', limit: '20', burst: null }));
    expect(second.policy).toMatchObject({ id: first.policy?.id, limit: '20', burst: '20' });
  });

  test('of the same name by many at once is one policy', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => upsert(stack, alice, bucket({ name: 'raced' }))),
    );
    expect(new Set(answers.map(({ policy }) => policy?.id)).size).toBe(1);
  });

  test('happens once for a key; with another input: IdempotencyConflict', async () => {
    const input = bucket({ name: 'once', idempotencyKey: key() });
    expect(await upsert(stack, alice, input)).toEqual(await upsert(stack, alice, input));
    expect(await upsert(stack, alice, { ...input, limit: '11' })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
  });

  test('that says what cannot be: InvalidPolicy', async () => {
    expect(await upsert(stack, alice, bucket({ periodMs: null }))).toMatchObject({
      __typename: 'InvalidPolicy',
      code: 'INVALID_POLICY',
      path: ['input', 'periodMs'],
    });
  });

  test('with an amount that is not exact: BAD_USER_INPUT', async () => {
    const input = bucket({ limit: (2n ** 60n).toString() });
    expect(await errorCode(stack, alice, UPSERT, { input })).toBe('BAD_USER_INPUT');
  });

  test('of one policy more than a tenant may have: TooManyPolicies', async () => {
    const full = actorOf('full/fred');
    await stack.database.unitOfWork(full.tenantId, ({ em }) =>
      em.getConnection().execute(
        `insert into policy select 'full', 'pol_' || n, 'p' || n, 'r', 'TENANT', '{}', 0, 0
         from generate_series(1, 1000) as n`,
        [],
        'run',
        em.getTransactionContext(),
      ),
    );
    expect(await upsert(stack, full, bucket())).toMatchObject({
      __typename: 'TooManyPolicies',
      code: 'TOO_MANY_POLICIES',
    });
  });

  test.each([
    ['without the scope', reader, {}],
    ['of another tenant', alice, { tenantId: 'globex' }],
    ['of the platform', alice, { tenantId: 'platform' }],
    ['of the platform, by somebody in a tenant of that name', actorOf('platform/eve'), {}],
  ])('%s: FORBIDDEN', async (_, actor, input) => {
    expect(await errorCode(stack, actor, UPSERT, { input: bucket(input) })).toBe('FORBIDDEN');
  });

  test.each([
    ['globex', 'The scope "platform:admin" is needed for another tenant.'],
    ['platform', 'The scope "platform:admin" is needed for the platform\'s policies.'],
  ])('of %s: says what is needed for it', async (tenantId, message) => {
    await expect(upsert(stack, alice, bucket({ tenantId }))).rejects.toThrow(message);
  });

  test('of any tenant and of the platform is for platform administrators', async () => {
    for (const tenantId of ['globex', 'platform']) {
      const { policy } = await upsert(stack, root, bucket({ tenantId }));
      expect(policy).toMatchObject({ tenantId });
      expect(await find(policy?.id, root, tenantId)).toEqual(policy);
    }
  });
});

describe('deletePolicy', () => {
  test('deletes it, once: it is no longer listed, and limits nothing', async () => {
    const { policy } = await upsert(stack, alice, bucket({ name: 'goes', resource: 'goes' }));
    expect(await remove(stack, alice, { policyId: policy?.id })).toEqual({
      __typename: 'DeletePolicySuccess',
    });
    expect((await list({ first: 100 })).nodes.map(({ id }) => id)).not.toContain(policy?.id);
    expect((await read(stack, alice, subject('TENANT', 'acme'), 'goes')).policies).toEqual([]);
    expect(await remove(stack, alice, { policyId: policy?.id })).toMatchObject({
      __typename: 'UnknownPolicy',
      code: 'UNKNOWN_POLICY',
      path: ['input', 'policyId'],
    });
  });

  test('leaves it to auditors: by its id, and in the list when it is asked for', async () => {
    const dave = actorOf('audited/dave');
    const auditor = actorOf('audited/ada', ['quotas:read']);
    const ids: (string | undefined)[] = [];
    for (const _ of ['once', 'again']) {
      const { policy } = await upsert(stack, dave, bucket({ name: 'gone' }));
      await remove(stack, dave, { policyId: policy?.id });
      ids.push(policy?.id);
    }
    const { policy: kept } = await upsert(stack, dave, bucket({ name: 'gone' }));
    expect(await find(kept?.id, auditor)).toMatchObject({ deletedAt: null });
    expect(await find(ids[0], auditor)).toMatchObject({ deletedAt: expect.any(String) });
    const { policy } = await ask<{ policy: { history: { nodes: object[] } } }>(stack, auditor, HISTORY, {
      id: ids[0],
    });
    expect(policy.history.nodes).toMatchObject([
      { version: 1, type: 'quotas.policy.created.v1', actor: 'dave' },
      { version: 2, type: 'quotas.policy.deleted.v1', actor: 'dave' },
    ]);
    expect(await list({}, auditor)).toMatchObject({ nodes: [{ id: kept?.id }], totalCount: 1 });
    const first = await list({ includeDeleted: true, first: 2 }, auditor);
    const after = first.pageInfo.endCursor;
    const second = await list({ includeDeleted: true, first: 2, after }, auditor);
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual([...ids, kept?.id]);
    expect(second.totalCount).toBe(3);
  });

  test.each(['nonsense', newId('pol')])('of %s: UnknownPolicy', async (policyId) => {
    expect(await remove(stack, alice, { policyId })).toMatchObject({ __typename: 'UnknownPolicy' });
  });

  test('with a key that was used with another input: IdempotencyConflict', async () => {
    const idempotencyKey = key();
    await remove(stack, alice, { policyId: 'one', idempotencyKey });
    expect(await remove(stack, alice, { policyId: 'other', idempotencyKey })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
  });

  test("another tenant's does not exist", async () => {
    const { policy } = await upsert(stack, alice, bucket({ name: 'ours' }));
    expect(await find(policy?.id, bob)).toBeNull();
    expect(await remove(stack, bob, { policyId: policy?.id })).toMatchObject({ __typename: 'UnknownPolicy' });
  });

  test('without the scope: FORBIDDEN', async () => {
    const input = { policyId: 'x', idempotencyKey: key() };
    expect(await errorCode(stack, reader, DELETE, { input })).toBe('FORBIDDEN');
  });
});

describe('policies', () => {
  const carol = actorOf('initech/carol');
  beforeAll(async () => {
    for (const name of ['c', 'a', 'b']) await upsert(stack, carol, bucket({ name }));
    await upsert(stack, carol, bucket({ name: 'd', resource: 'bytes.out', subject: { kind: 'ACTOR' } }));
  });

  test("lists the tenant's policies by name, page by page", async () => {
    const first = await list({ first: 3 }, carol);
    expect(first.nodes.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    const second = await list({ first: 3, after: first.pageInfo.endCursor }, carol);
    expect(second).toMatchObject({ nodes: [{ name: 'd' }], pageInfo: { hasNextPage: false }, totalCount: 4 });
  });

  test('filters by resource and by kind of subject', async () => {
    expect(await list({ filter: { resource: 'bytes.out' } }, carol)).toMatchObject({
      nodes: [{ name: 'd' }],
    });
    expect(await list({ filter: { subjectKind: 'TENANT' } }, carol)).toMatchObject({ totalCount: 3 });
  });

  test.each([{ first: 0 }, { first: 101 }, { after: 'nonsense' }, { tenantId: 'No Tenant' }])(
    'refuses %p',
    async (variables) => {
      expect(await errorCode(stack, root, LIST, variables)).toBe('BAD_USER_INPUT');
    },
  );

  test('of another tenant: FORBIDDEN, except to platform administrators', async () => {
    expect(await errorCode(stack, alice, LIST, { tenantId: 'initech' })).toBe('FORBIDDEN');
    expect(await list({ tenantId: 'initech' }, root)).toMatchObject({ totalCount: 4 });
  });
});

test('replaying the events gives the rows that were written along with them', async () => {
  const carol = actorOf('replayed/carol');
  const gone = await upsert(stack, carol, bucket({ name: 'gone' }));
  await upsert(stack, carol, bucket({ name: 'kept' }));
  await upsert(stack, carol, bucket({ name: 'kept', limit: '12' }));
  await remove(stack, carol, { policyId: gone.policy?.id });
  const before = await list({ includeDeleted: true }, carol);
  await replay({ system: stack.database.system, projection: policiesProjection });
  expect(await list({ includeDeleted: true }, carol)).toEqual(before);
  expect(before.nodes.map(({ name }) => name)).toEqual(['gone', 'kept']);
  expect(await find(before.nodes[1]?.id, carol)).toMatchObject({ limit: '12' });
});
