import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bucket, upsert } from './policies.ts';
import { forged, RESERVE, read, reserve, SETTLE, settle, subject } from './quotas.ts';
import { actorOf, errorCode, key, startStack, type TestStack } from './stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

/** A tenant with 100 and its actor with 60, and a service that acts in it. */
async function tenantWith(name: string) {
  const admin = actorOf(`${name}/alice`);
  await upsert(stack, admin, bucket());
  await upsert(stack, admin, bucket({ name: 'actor', subject: { kind: 'ACTOR' }, burst: '60' }));
  const subjects = [subject('TENANT', name), subject('ACTOR', 'alice')];
  const service = actorOf(`${name}/gateway`, [], 'service');
  return {
    service,
    reserve: (quantity: string, changes: object = {}) =>
      reserve(stack, service, { subjects, resource: 'graphql.cost', quantity, ...changes }),
    settle: (reservationId: string | undefined, actual: string) =>
      settle(stack, service, { reservationId, actual }),
    remaining: async () =>
      Promise.all(subjects.map(async (each) => (await read(stack, admin, each)).remaining)),
  };
}

describe('reserve', () => {
  test('takes from all subjects', async () => {
    const acme = await tenantWith('takes');
    const { reservation } = await acme.reserve('20');
    expect(reservation).toMatchObject({
      expiresAt: '2026-11-21T12:01:00.000000Z',
      quota: { remaining: '40' },
    });
    expect(await acme.remaining()).toEqual(['80', '40']);
  });

  test('or from none, when one of them has not got it', async () => {
    const acme = await tenantWith('none');
    expect(await acme.reserve('61')).toMatchObject({ code: 'QUOTA_EXCEEDED', policy: { name: 'actor' } });
    expect(await acme.remaining()).toEqual(['100', '60']);
  });

  test('once for a key and an input', async () => {
    const acme = await tenantWith('retried');
    const idempotencyKey = key();
    const first = await acme.reserve('50', { idempotencyKey });
    const second = await acme.reserve('50', { idempotencyKey });
    expect(second.reservation?.id).toBe(first.reservation?.id);
    expect(await acme.remaining()).toEqual(['50', '10']);
  });

  test('another input with the same key is another reservation', async () => {
    const acme = await tenantWith('differs');
    const idempotencyKey = key();
    await acme.reserve('50', { idempotencyKey });
    await acme.reserve('10', { idempotencyKey });
    expect(await acme.remaining()).toEqual(['40', '0']);
  });

  test('says the same end to a repeat', async () => {
    const acme = await tenantWith('ends');
    const idempotencyKey = key();
    const first = await acme.reserve('50', { idempotencyKey });
    stack.time.nowMs += 50_000;
    const second = await acme.reserve('50', { idempotencyKey });
    expect(second.reservation?.expiresAt).toBe(first.reservation?.expiresAt);
  });

  test('once for a key, also when it is settled: it stays closed', async () => {
    const acme = await tenantWith('ended');
    const idempotencyKey = key();
    const first = await acme.reserve('50', { idempotencyKey });
    await acme.settle(first.reservation?.id, '45');
    const second = await acme.reserve('50', { idempotencyKey });
    expect(second.reservation?.id).toBe(first.reservation?.id);
    expect(await acme.settle(second.reservation?.id, '0')).toMatchObject({ code: 'RESERVATION_CLOSED' });
    expect(await acme.remaining()).toEqual(['55', '15']);
  });

  test.each([
    ['of nobody', { subjects: [] }],
    ['of one subject twice', { subjects: [subject('ACTOR', 'a'), subject('ACTOR', 'a')] }],
    ['of five subjects', { subjects: ['a', 'b', 'c', 'd', 'e'].map((id) => subject('ACTOR', id)) }],
    ['of less than nothing', { quantity: '-1' }],
  ])('%s: BAD_USER_INPUT', async (_, changes) => {
    const { service } = await tenantWith('bad');
    const input = {
      subjects: [subject('ACTOR', 'a')],
      resource: 'graphql.cost',
      quantity: '1',
      idempotencyKey: key(),
      ...changes,
    };
    expect(await errorCode(stack, service, RESERVE, { input })).toBe('BAD_USER_INPUT');
  });

  test('and settle are for services only: FORBIDDEN', async () => {
    const alice = actorOf('acme/alice', ['quotas:service', 'quotas:admin', 'platform:admin']);
    const input = { subjects: [subject('ACTOR', 'a')], resource: 'r', quantity: '1', idempotencyKey: key() };
    expect(await errorCode(stack, alice, RESERVE, { input })).toBe('FORBIDDEN');
    const settling = { reservationId: 'x', actual: '1', idempotencyKey: key() };
    expect(await errorCode(stack, alice, SETTLE, { input: settling })).toBe('FORBIDDEN');
  });
});

describe('settle', () => {
  test('gives back what was not used', async () => {
    const acme = await tenantWith('refund');
    const { reservation } = await acme.reserve('50');
    expect(await acme.settle(reservation?.id, '10')).toMatchObject({ quota: { remaining: '50' } });
    expect(await acme.remaining()).toEqual(['90', '50']);
  });

  test('never above the burst, when time has given some back already', async () => {
    const acme = await tenantWith('capped');
    const { reservation } = await acme.reserve('50');
    stack.time.nowMs += 4_000;
    await acme.settle(reservation?.id, '0');
    expect(await acme.remaining()).toEqual(['100', '60']);
  });

  test('charges more than was reserved, also below zero', async () => {
    const acme = await tenantWith('debt');
    const { reservation } = await acme.reserve('50');
    expect(await acme.settle(reservation?.id, '75')).toMatchObject({ quota: { remaining: '-15' } });
    expect(await acme.reserve('1')).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      remaining: '-15',
      retryAfterMs: '1600',
    });
  });

  test('happens once: ReservationClosed', async () => {
    const acme = await tenantWith('twice');
    const { reservation } = await acme.reserve('50');
    await acme.settle(reservation?.id, '10');
    expect(await acme.settle(reservation?.id, '0')).toMatchObject({
      __typename: 'ReservationClosed',
      code: 'RESERVATION_CLOSED',
      path: ['input', 'reservationId'],
    });
    expect(await acme.remaining()).toEqual(['90', '50']);
  });

  test('after 60 seconds: ReservationClosed, charged in full', async () => {
    const acme = await tenantWith('late');
    const { reservation } = await acme.reserve('50');
    stack.time.nowMs += 59_999;
    const { reservation: later } = await acme.reserve('50');
    stack.time.nowMs += 1;
    expect(await acme.settle(reservation?.id, '0')).toMatchObject({ code: 'RESERVATION_CLOSED' });
    expect(await acme.settle(later?.id, '0')).toMatchObject({ __typename: 'SettleSuccess' });
  });

  test.each(['nonsense', 'e30'])('of %s: ReservationClosed', async (id) => {
    const acme = await tenantWith('unknown');
    expect(await acme.settle(id, '0')).toMatchObject({ code: 'RESERVATION_CLOSED' });
  });

  test('of an id that was changed: ReservationClosed, and nothing comes back', async () => {
    const acme = await tenantWith('forger');
    await acme.reserve('50');
    const { reservation } = await acme.reserve('10');
    const unsealed = reservation?.id.split('.')[0];
    const invented = { name: 'x', owedUntilMs: Date.UTC(2099) };
    for (const id of [unsealed, forged(reservation?.id, { quantity: 60 }), forged(reservation?.id, invented)])
      expect(await acme.settle(id, '0')).toMatchObject({ code: 'RESERVATION_CLOSED' });
    expect(await acme.remaining()).toEqual(['40', '0']);
  });

  test('on any instance', async () => {
    const acme = await tenantWith('anywhere');
    const { reservation } = await acme.reserve('50');
    const settling = { reservationId: reservation?.id, actual: '10' };
    const other = { subgraph: stack.other };
    expect(await settle(other, acme.service, settling)).toMatchObject({ __typename: 'SettleSuccess' });
  });

  test("of another tenant's: ReservationClosed", async () => {
    const acme = await tenantWith('owner');
    const globex = await tenantWith('thief');
    const { reservation } = await acme.reserve('50');
    expect(await globex.settle(reservation?.id, '0')).toMatchObject({ code: 'RESERVATION_CLOSED' });
    expect(await acme.remaining()).toEqual(['50', '10']);
  });
});
