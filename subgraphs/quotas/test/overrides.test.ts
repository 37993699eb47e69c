import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { replay } from 'platform/event-store/replay';
import { overridesProjection } from '../read-models/overrides/projection.ts';
import { inTime } from '../storage/stores/test/inTime.ts';
import { bucket, remove, upsert } from './policies.ts';
import { consume, read, subject } from './quotas.ts';
import { actorOf, ask, errorCode, key, startStack, type TestStack } from './stack.ts';

const POLL_MS = 20;
const alice = actorOf('acme/alice');
const bob = actorOf('acme/bob');
const root = actorOf('ops/root', ['platform:admin']);
const tenant = subject('TENANT', 'acme');

let stack: TestStack;
let policyId: string | undefined;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());
beforeEach(async () => {
  ({ id: policyId } = (await upsert(stack, alice, bucket({ name: key(), resource: resource() }))).policy ?? {
    id: undefined,
  });
});

let tests = 0;
/** Of its own in each test. */
function resource(): string {
  tests += 1;
  return `r${tests}`;
}

interface OverrideNode {
  readonly id: string;
  readonly status: string;
}
interface Answer {
  readonly __typename: string;
  readonly override?: OverrideNode;
  readonly code?: string;
  readonly path?: readonly string[];
  readonly status?: string;
}

const OVERRIDE = `id status limit burst from until reason requestedBy approvedBy subject { kind id } policyId
  policyTenantId history { nodes { version type actor } }`;
const documentOf = (verb: string): string => {
  const name = `${verb.toUpperCase().slice(0, 1)}${verb.slice(1)}Override`;
  return `mutation ($input: ${name}Input!) { answer: ${verb}Override(input: $input) {
    __typename ... on ${name}Success { override { ${OVERRIDE} } } ... on Error { code path }
    ${verb === 'request' ? '' : '... on InvalidOverrideState { status }'} } }`;
};
type Verb = 'request' | 'approve' | 'reject' | 'revoke';

const run = async (verb: Verb, actor: typeof alice, input: object): Promise<Answer> => {
  const withKey = { input: { idempotencyKey: key(), ...input } };
  return (await ask<{ answer: Answer }>(stack, actor, documentOf(verb), withKey)).answer;
};

const inAnHour = () => new Date(stack.time.nowMs + 3_600_000).toISOString();
const wanted = (changes: object = {}): object => ({
  policyId,
  subject: tenant,
  limit: '1000',
  until: inAnHour(),
  reason: 'a launch',
  ...changes,
});
const requested = async (changes: object = {}): Promise<string> =>
  (await run('request', alice, wanted(changes))).override?.id ?? '';

const capacity = async (of = stack): Promise<string | undefined> =>
  (await read(of, alice, tenant, `r${tests}`)).policies[0]?.capacity;

describe('an override', () => {
  test('that one requested and another approved is in effect, and each step is in its audit trail', async () => {
    const asked = await run('request', alice, wanted());
    expect(asked).toMatchObject({
      __typename: 'RequestOverrideSuccess',
      override: { status: 'REQUESTED', limit: '1000', burst: null, requestedBy: 'alice', approvedBy: null },
    });
    expect(await capacity()).toBe('100');
    const approved = await run('approve', bob, { overrideId: asked.override?.id });
    expect(approved.override).toMatchObject({
      status: 'APPROVED',
      approvedBy: 'bob',
      policyTenantId: 'acme',
      history: {
        nodes: [
          { version: 1, type: 'quotas.override.requested.v1', actor: 'alice' },
          { version: 2, type: 'quotas.override.approved.v1', actor: 'bob' },
        ],
      },
    });
    expect(await read(stack, alice, tenant, `r${tests}`)).toMatchObject({
      limit: '1000',
      policies: [{ capacity: '1000', overrideId: asked.override?.id }],
    });
  });

  test('takes effect within a second on the other instance too', async () => {
    const there = { ...stack, subgraph: stack.other };
    expect(await capacity(there)).toBe('100');
    await run('approve', bob, { overrideId: await requested() });
    async function untilEffective(): Promise<void> {
      while ((await capacity(there)) !== '1000') await sleep(POLL_MS);
    }
    expect(await inTime(untilEffective(), 1_000)).toBe(true);
  });

  test('ends by itself', async () => {
    const overrideId = await requested();
    await run('approve', bob, { overrideId });
    stack.time.nowMs += 3_599_999;
    expect(await capacity()).toBe('1000');
    stack.time.nowMs += 1;
    expect(await capacity()).toBe('100');
    expect(await run('revoke', bob, { overrideId })).toMatchObject({
      code: 'INVALID_OVERRIDE_STATE',
      status: 'EXPIRED',
    });
  });

  test('begins when it is to begin', async () => {
    const from = new Date(stack.time.nowMs + 1_000).toISOString();
    await run('approve', bob, { overrideId: await requested({ from }) });
    expect(await capacity()).toBe('100');
    stack.time.nowMs += 1_000;
    expect(await capacity()).toBe('1000');
  });

  test('is about one subject only', async () => {
    await run('approve', bob, { overrideId: await requested({ subject: subject('TENANT', 'other') }) });
    expect(await capacity()).toBe('100');
  });

  test('keeps what was used', async () => {
    await consume(stack, alice, { subject: tenant, resource: `r${tests}`, quantity: '100' });
    await run('approve', bob, { overrideId: await requested() });
    const { remaining } = await read(stack, alice, tenant, `r${tests}`);
    expect(Number(remaining)).toBeLessThan(1000);
  });

  test('that is revoked ends at once', async () => {
    const overrideId = await requested();
    await run('approve', bob, { overrideId });
    expect(await run('revoke', alice, { overrideId })).toMatchObject({ override: { status: 'REVOKED' } });
    expect(await capacity()).toBe('100');
  });

  test('that is rejected never begins', async () => {
    const overrideId = await requested();
    expect(await run('reject', bob, { overrideId })).toMatchObject({ override: { status: 'REJECTED' } });
    expect(await run('approve', bob, { overrideId })).toMatchObject({ status: 'REJECTED' });
    expect(await capacity()).toBe('100');
  });

  test("of the platform's policy is approved by the platform only", async () => {
    const about = { kind: 'TENANT', pattern: 'acme' };
    const policy = { tenantId: 'platform', name: key(), subject: about, resource: resource() };
    const made = await upsert(stack, root, bucket(policy));
    const overrideId = await requested({ policyId: made.policy?.id, ofPlatform: true });
    const input = { overrideId, idempotencyKey: key() };
    expect(await errorCode(stack, bob, documentOf('approve'), { input })).toBe('FORBIDDEN');
    expect(await run('approve', root, { overrideId, tenantId: 'acme' })).toMatchObject({
      override: { status: 'APPROVED', approvedBy: 'root', policyTenantId: 'platform' },
    });
    expect(await capacity()).toBe('1000');
  });
});

describe('refused:', () => {
  test('the approval by who requested it: SelfApproval', async () => {
    expect(await run('approve', alice, { overrideId: await requested() })).toMatchObject({
      __typename: 'SelfApproval',
      code: 'SELF_APPROVAL',
    });
    expect(await capacity()).toBe('100');
  });

  test('somebody of that name in another tenant is somebody else', async () => {
    const other = actorOf('ops/alice', ['platform:admin']);
    const input = { overrideId: await requested(), tenantId: 'acme' };
    expect(await run('approve', other, input)).toMatchObject({ override: { status: 'APPROVED' } });
  });

  test.each<Verb>(['approve', 'reject', 'revoke'])(
    'to %s what is not there: UnknownOverride',
    async (verb) => {
      const missing = { overrideId: 'ovr_01999999-9999-7999-8999-999999999999' };
      expect(await run(verb, bob, missing)).toMatchObject({ code: 'UNKNOWN_OVERRIDE' });
      expect(await run(verb, bob, { overrideId: 'x' })).toMatchObject({ code: 'UNKNOWN_OVERRIDE' });
      const stranger = actorOf('globex/eve');
      const overrideId = await requested();
      expect(await run(verb, stranger, { overrideId })).toMatchObject({ code: 'UNKNOWN_OVERRIDE' });
    },
  );

  test('the approval for a policy that was deleted meanwhile: UnknownPolicy', async () => {
    const { policy } = await upsert(stack, alice, bucket({ name: key(), resource: `gone${tests}` }));
    const overrideId = await requested({ policyId: policy?.id });
    await remove(stack, alice, { policyId: policy?.id });
    expect(await run('approve', bob, { overrideId })).toMatchObject({
      code: 'UNKNOWN_POLICY',
      path: ['input', 'overrideId'],
    });
    expect(await run('reject', bob, { overrideId })).toMatchObject({ override: { status: 'REJECTED' } });
    expect(await run('approve', bob, { overrideId })).toMatchObject({ status: 'REJECTED' });
  });

  test.each<[Verb, string]>([
    ['approve', 'APPROVED'],
    ['reject', 'APPROVED'],
  ])('to %s what is approved: InvalidOverrideState', async (verb, status) => {
    const overrideId = await requested();
    await run('approve', bob, { overrideId });
    expect(await run(verb, bob, { overrideId })).toMatchObject({ code: 'INVALID_OVERRIDE_STATE', status });
  });

  test('to revoke what is not approved: InvalidOverrideState', async () => {
    expect(await run('revoke', bob, { overrideId: await requested() })).toMatchObject({
      status: 'REQUESTED',
    });
  });

  test.each<Verb>(['request', 'approve', 'reject', 'revoke'])(
    'to %s with a used key and another input: IdempotencyConflict',
    async (verb) => {
      const idempotencyKey = key();
      const input = (n: string) =>
        verb === 'request' ? wanted({ policyId: n, idempotencyKey }) : { overrideId: n, idempotencyKey };
      await run(verb, alice, input('x'));
      expect(await run(verb, alice, input('y'))).toMatchObject({ __typename: 'IdempotencyConflict' });
    },
  );

  test.each<Verb>(['request', 'approve', 'reject', 'revoke'])(
    'to %s without the scope: FORBIDDEN',
    async (verb) => {
      const input =
        verb === 'request' ? wanted({ idempotencyKey: 'k' }) : { overrideId: 'x', idempotencyKey: 'k' };
      const writer = actorOf('acme/w', ['quotas:write', 'quotas:read']);
      expect(await errorCode(stack, writer, documentOf(verb), { input })).toBe('FORBIDDEN');
    },
  );

  test('a request for no policy: UnknownPolicy', async () => {
    expect(await run('request', alice, wanted({ policyId: 'x' }))).toMatchObject({ code: 'UNKNOWN_POLICY' });
    await remove(stack, alice, { policyId });
    expect(await run('request', alice, wanted())).toMatchObject({ code: 'UNKNOWN_POLICY' });
  });

  test.each([
    ['subject.kind', { subject: subject('ACTOR', 'acme') }],
    ['limit', { limit: '0' }],
    ['burst', { burst: '0' }],
    ['until', { until: '2020-01-01T00:00:00Z' }],
    ['until', { from: '2027-01-01T00:00:00Z', until: '2026-12-31T00:00:00Z' }],
    ['until', { until: '2030-01-01T00:00:00Z' }],
    ['reason', { reason: ' ' }],
  ])('a request with a wrong %s: InvalidOverride', async (field, changes) => {
    expect(await run('request', alice, wanted(changes))).toMatchObject({
      code: 'INVALID_OVERRIDE',
      path: ['input', ...field.split('.')],
    });
  });

  test('a request that its policy has no use for, in its own words: InvalidOverride', async () => {
    const jobs = { algorithm: 'CONCURRENCY', unit: 'CONCURRENT', burst: null };
    const about = { kind: 'TENANT', pattern: 'acme' };
    const made = await upsert(stack, alice, bucket({ ...jobs, name: key(), subject: about }));
    const wants = (changes: object) =>
      run('request', alice, wanted({ policyId: made.policy?.id, ...changes }));
    expect(await wants({ burst: '5' })).toMatchObject({ path: ['input', 'burst'] });
    expect(await wants({ subject: subject('TENANT', 'acme-2') })).toMatchObject({
      path: ['input', 'subject', 'id'],
    });
    expect(await wants({})).toMatchObject({ __typename: 'RequestOverrideSuccess' });
  });
});

describe('overrides', () => {
  const LIST = `query ($filter: OverrideFilter, $first: Int, $after: Cursor) {
    overrides(filter: $filter, first: $first, after: $after) { nodes { id status } pageInfo { endCursor hasNextPage } totalCount } }`;
  interface Page {
    readonly nodes: readonly OverrideNode[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    readonly totalCount: number;
  }
  const list = async (variables: object): Promise<Page> =>
    (await ask<{ overrides: Page }>(stack, alice, LIST, variables)).overrides;

  test('are listed, the last requested first, by policy and by status as of now', async () => {
    const ids = [
      await requested(),
      await requested({ until: new Date(stack.time.nowMs + 10).toISOString() }),
    ];
    await run('approve', bob, { overrideId: ids[0] });
    const first = await list({ filter: { policyId }, first: 1 });
    expect(first).toMatchObject({ nodes: [{ id: ids[1] }], totalCount: 2 });
    expect(await list({ filter: { policyId }, after: first.pageInfo.endCursor })).toMatchObject({
      nodes: [{ id: ids[0] }],
      pageInfo: { hasNextPage: false },
    });
    stack.time.nowMs += 10;
    expect(await list({ filter: { policyId, status: 'EXPIRED' } })).toMatchObject({
      nodes: [{ id: ids[1] }],
    });
    expect(await list({ filter: { policyId, status: 'APPROVED' } })).toMatchObject({
      nodes: [{ id: ids[0] }],
    });
    expect(await list({ filter: { policyId, status: 'REQUESTED' } })).toMatchObject({ nodes: [] });
  });

  test('are the same rows when they are replayed', async () => {
    await run('approve', bob, { overrideId: await requested() });
    const before = await list({});
    await replay({ system: stack.database.system, projection: overridesProjection });
    expect(await list({})).toEqual(before);
  });
});
