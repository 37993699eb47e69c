import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bucket, upsert } from './policies.ts';
import { consume, forged, read, reserve, settle, subject } from './quotas.ts';
import { actorOf, ask, errorCode, key, startStack, type TestStack } from './stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

interface Answer {
  readonly __typename: string;
  readonly lease?: { readonly id: string; readonly quantity: string; readonly ttlMs: number } | null;
  readonly code?: string;
  readonly retryAfterMs?: string;
}

const LEASE = '{ lease { id quantity ttlMs } quota { remaining } }';
const ACQUIRE = `mutation ($input: AcquireLeaseInput!) { answer: acquireLease(input: $input) { __typename
  ... on AcquireLeaseSuccess ${LEASE} ... on QuotaExceeded { code path retryAfterMs } } }`;
const RENEW = `mutation ($input: RenewLeaseInput!) { answer: renewLease(input: $input) { __typename
  ... on RenewLeaseSuccess ${LEASE} ... on QuotaExceeded { code path retryAfterMs } } }`;
const RETURN = `mutation ($input: ReturnLeaseInput!) { answer: returnLease(input: $input) { __typename
  ... on ReturnLeaseSuccess { quota { remaining } } ... on Error { code } } }`;

const USAGE = `query ($subject: SubjectInput!) { usage(subject: $subject, resource: "graphql.cost",
  from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z", bucket: DAY) { admitted refused shadowRefused } }`;

interface Usage {
  readonly admitted: string;
  readonly refused: string;
  readonly shadowRefused: string;
}

/** A tenant with 1,000 that gets 10 a second, and a service that acts in it. */
async function tenantWith(name: string, changes: object = {}) {
  const admin = actorOf(`${name}/alice`);
  await upsert(stack, admin, bucket({ burst: '1000', ...changes }));
  const service = actorOf(`${name}/gateway`, [], 'service');
  const tenant = subject('TENANT', name);
  const run = async (document: string, input: object): Promise<Answer> =>
    (await ask<{ answer: Answer }>(stack, service, document, { input: { idempotencyKey: key(), ...input } }))
      .answer;
  const wanting = (wanted: string, atLeast = '1') => ({
    subject: tenant,
    resource: 'graphql.cost',
    wanted,
    atLeast,
  });
  return {
    service,
    wanting,
    acquire: (wanted: string, atLeast?: string, more: object = {}) =>
      run(ACQUIRE, { ...wanting(wanted, atLeast), ...more }),
    renew: (leaseId: string | undefined, unused: string, wanted: string) =>
      run(RENEW, { leaseId, unused, ...wanting(wanted) }),
    giveBack: (leaseId: string | undefined, unused: string) => run(RETURN, { leaseId, unused }),
    remaining: async () => (await read(stack, admin, tenant)).policies[0]?.remaining,
    /** Of the day, once so much is admitted. */
    usage: async (admitted: number) => {
      for (;;) {
        const { usage } = await ask<{ usage: Usage[] }>(stack, admin, USAGE, { subject: tenant });
        if (usage[0]?.admitted === String(admitted)) return usage[0];
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    use: (quantity: string) => consume(stack, admin, { subject: tenant, resource: 'graphql.cost', quantity }),
  };
}

describe('acquireLease', () => {
  test('takes what is wanted, a twentieth of the burst at the most', async () => {
    const acme = await tenantWith('wants');
    expect(await acme.acquire('30')).toMatchObject({ lease: { quantity: '30', ttlMs: 1_000 } });
    expect(await acme.acquire('400')).toMatchObject({ lease: { quantity: '50' } });
    expect(await acme.remaining()).toBe('920');
  });

  test('or more, when one quantity needs it', async () => {
    const acme = await tenantWith('needs');
    expect(await acme.acquire('400', '300')).toMatchObject({ lease: { quantity: '300' } });
  });

  test('or what is left', async () => {
    const acme = await tenantWith('left');
    await acme.use('980');
    expect(await acme.acquire('50')).toMatchObject({ lease: { quantity: '20' } });
    expect(await acme.remaining()).toBe('0');
  });

  test('or nothing, when the least is not there: until when, to the millisecond', async () => {
    const acme = await tenantWith('nothing');
    await acme.use('980');
    expect(await acme.acquire('50', '25')).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      path: ['input', 'atLeast'],
      retryAfterMs: '500',
    });
    expect(await acme.remaining()).toBe('20');
  });

  test('what nothing limits needs no lease', async () => {
    const acme = await tenantWith('unlimited', { resource: 'other' });
    expect(await acme.acquire('50')).toMatchObject({ __typename: 'AcquireLeaseSuccess', lease: null });
  });

  test('what is only observed is leased as if it were enforced, so that it counts what is used', async () => {
    const acme = await tenantWith('shadow', { mode: 'SHADOW', limit: '1000', burst: '50' });
    for (const _ of [1, 2, 3]) {
      const { lease } = await acme.acquire('100');
      await acme.giveBack(lease?.id, String(Number(lease?.quantity) - 1));
    }
    expect(await acme.remaining()).toBe('47');
    expect(await acme.usage(3)).toMatchObject({ admitted: '3', refused: '0', shadowRefused: '0' });
  });

  test('what is only observed is leased as far as it is left, and else as far as it is needed', async () => {
    const acme = await tenantWith('faint', { mode: 'SHADOW' });
    await acme.use('980');
    expect(await acme.acquire('50')).toMatchObject({ lease: { quantity: '20' } });
    expect(await acme.acquire('50', '5')).toMatchObject({ lease: { quantity: '5' } });
    expect(await acme.remaining()).toBe('0');
    expect(await acme.usage(1005)).toMatchObject({ admitted: '1005', refused: '0', shadowRefused: '5' });
  });

  test('once for a key: CONFLICT', async () => {
    const acme = await tenantWith('again');
    const input = { ...acme.wanting('10'), idempotencyKey: key() };
    expect(await acme.acquire('10', '1', input)).toMatchObject({ lease: { quantity: '10' } });
    expect(await errorCode(stack, acme.service, ACQUIRE, { input })).toBe('CONFLICT');
    expect(await acme.remaining()).toBe('990');
  });

  test.each([
    ['of nothing', { wanted: '0', atLeast: '0' }],
    ['of less than is needed', { wanted: '1', atLeast: '2' }],
  ])('%s: BAD_USER_INPUT', async (_, changes) => {
    const acme = await tenantWith('bad');
    const input = { ...acme.wanting('1'), idempotencyKey: key(), ...changes };
    expect(await errorCode(stack, acme.service, ACQUIRE, { input })).toBe('BAD_USER_INPUT');
  });

  test('and the others are for services only: FORBIDDEN', async () => {
    const acme = await tenantWith('users');
    const alice = actorOf('users/alice', ['quotas:service', 'platform:admin']);
    const lease = { leaseId: 'x', unused: '0', idempotencyKey: key() };
    const acquire = { ...acme.wanting('1'), idempotencyKey: key() };
    expect(await errorCode(stack, alice, ACQUIRE, { input: acquire })).toBe('FORBIDDEN');
    expect(await errorCode(stack, alice, RENEW, { input: { ...acquire, ...lease } })).toBe('FORBIDDEN');
    expect(await errorCode(stack, alice, RETURN, { input: lease })).toBe('FORBIDDEN');
  });
});

describe('returnLease', () => {
  test('gives back what is unused, also in parts, and no more than the lease: LeaseClosed', async () => {
    const acme = await tenantWith('returns');
    const { lease } = await acme.acquire('50');
    expect(await acme.giveBack(lease?.id, '20')).toMatchObject({ __typename: 'ReturnLeaseSuccess' });
    expect(await acme.remaining()).toBe('970');
    expect(await acme.giveBack(lease?.id, '31')).toMatchObject({ code: 'LEASE_CLOSED' });
    expect(await acme.giveBack(lease?.id, '30')).toMatchObject({ __typename: 'ReturnLeaseSuccess' });
    expect(await acme.giveBack(lease?.id, '1')).toMatchObject({ code: 'LEASE_CLOSED' });
    expect(await acme.remaining()).toBe('1000');
  });

  test('charges what was used beyond it', async () => {
    const acme = await tenantWith('beyond');
    const { lease } = await acme.acquire('50');
    await acme.giveBack(lease?.id, '-30');
    expect(await acme.remaining()).toBe('920');
  });

  test('of a reservation: LeaseClosed, and nothing is charged', async () => {
    const acme = await tenantWith('reserved');
    const { subject: tenant, resource } = acme.wanting('1');
    const input = { subjects: [tenant], resource, quantity: '50' };
    const { reservation } = await reserve(stack, acme.service, input);
    for (const unused of ['-30', '0', '1'])
      expect(await acme.giveBack(reservation?.id, unused)).toMatchObject({ code: 'LEASE_CLOSED' });
    expect(await acme.remaining()).toBe('950');
  });

  test('of an id that was changed: LeaseClosed, and nothing comes back', async () => {
    const acme = await tenantWith('forger');
    await acme.use('100');
    const { lease } = await acme.acquire('10');
    for (const changes of [{ quantity: 50 }, { name: 'x', owedUntilMs: Date.UTC(2099) }])
      expect(await acme.giveBack(forged(lease?.id, changes), '10')).toMatchObject({ code: 'LEASE_CLOSED' });
    expect(await acme.remaining()).toBe('890');
  });

  test('after 60 seconds gives nothing back: LeaseClosed', async () => {
    const acme = await tenantWith('over');
    const { lease } = await acme.acquire('50');
    stack.time.nowMs += 60_000;
    expect(await acme.giveBack(lease?.id, '50')).toMatchObject({ code: 'LEASE_CLOSED' });
    expect(await acme.giveBack('nonsense', '50')).toMatchObject({ code: 'LEASE_CLOSED' });
  });
});

test('a lease is not settled as a reservation is: ReservationClosed', async () => {
  const acme = await tenantWith('settles');
  const { lease } = await acme.acquire('50');
  const settling = { reservationId: lease?.id, actual: '0' };
  expect(await settle(stack, acme.service, settling)).toMatchObject({ code: 'RESERVATION_CLOSED' });
  expect(await acme.remaining()).toBe('950');
});

test('renewLease ends one lease and acquires the next', async () => {
  const acme = await tenantWith('renews');
  const { lease } = await acme.acquire('50');
  const renewed = await acme.renew(lease?.id, '40', '20');
  expect(renewed).toMatchObject({ __typename: 'RenewLeaseSuccess', lease: { quantity: '20' } });
  expect(await acme.remaining()).toBe('970');
  stack.time.nowMs += 1_000;
  expect(await acme.renew(renewed.lease?.id, '20', '5')).toMatchObject({ lease: { quantity: '5' } });
});
