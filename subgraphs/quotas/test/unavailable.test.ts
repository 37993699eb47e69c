import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningSubgraph } from 'platform/graphql/subgraph';
import { type QuotaStore, StoreUnavailable } from '../storage/stores/port.ts';
import { limitedTenant, untilLeft } from './limited.ts';
import { acquire, CONSUME, consume, giveBack, RESET, read, reserve, SETTLE, settle } from './quotas.ts';
import { actorOf, errorCode, key, startStack, type TestStack } from './stack.ts';

let stack: TestStack;
let subgraph: RunningSubgraph;
/** What the store does instead of answering; undefined: it answers. */
let failure: (() => Error) | undefined;
/** It does what it was asked, and fails then. */
let isLate = false;

beforeAll(async () => {
  stack = await startStack();
  const guard =
    <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (failure && !isLate) throw failure();
      const answer = await call(...args);
      if (failure) throw failure();
      return answer;
    };
  const { decide, peek, reset } = stack.store;
  const failing: QuotaStore = {
    decide: guard(decide),
    peek: guard(peek),
    reset: guard(reset),
    close: async () => {},
  };
  subgraph = await stack.open(failing);
});
afterAll(async () => {
  await subgraph.close();
  await stack.close();
});

const lost = () => new StoreUnavailable('it is down', Promise.resolve(false));
const answeredLate = () => new StoreUnavailable('it was slow', Promise.resolve(true));

async function tenantWith(name: string, failMode: string, changes: object = {}) {
  const limited = await limitedTenant({ subgraph }, name, failMode, changes);
  return { ...limited, remaining: () => limited.remaining(stack) };
}

/** How often that was the answer. */
async function undecided(failMode: string): Promise<number> {
  const counted = await stack.metrics.getSingleMetric('quotas_undecided_total')?.get();
  return counted?.values.find(({ labels }) => labels.fail_mode === failMode)?.value ?? 0;
}

test('while the store is down a policy that fails open admits, and charges when it is back', async () => {
  const { actor, input, remaining } = await tenantWith('open', 'OPEN');
  failure = lost;
  const answers = [
    await consume({ subgraph }, actor, input('30')),
    await consume({ subgraph }, actor, input('40')),
  ];
  failure = undefined;
  expect(answers).toMatchObject([
    { quota: { undecided: true, policies: [] } },
    { quota: { undecided: true } },
  ]);
  await untilLeft(remaining, '30');
  expect(await undecided('open')).toBe(2);
});

test('what the store took after all, only too late, is not charged again', async () => {
  const { actor, input, remaining } = await tenantWith('late', 'OPEN');
  failure = answeredLate;
  await consume({ subgraph }, actor, input('30'));
  failure = lost;
  await consume({ subgraph }, actor, input('1'));
  failure = undefined;
  await untilLeft(remaining, '99');
});

test('a policy that fails closed admits nothing: SERVICE_UNAVAILABLE', async () => {
  const { actor, input, remaining } = await tenantWith('closed', 'CLOSED');
  failure = lost;
  expect(await errorCode({ subgraph }, actor, CONSUME, { input: input('1') })).toBe('SERVICE_UNAVAILABLE');
  failure = undefined;
  expect(await undecided('closed')).toBe(1);
  expect(await remaining()).toBe('100');
});

test('what the store took too late for a policy that fails closed is given back', async () => {
  const changes = { algorithm: 'CONCURRENCY', limit: '5', burst: null, unit: 'CONCURRENT' };
  const { actor, input, remaining } = await tenantWith('slots', 'CLOSED', changes);
  failure = answeredLate;
  isLate = true;
  for (let n = 0; n < 5; n++)
    expect(await errorCode({ subgraph }, actor, CONSUME, { input: input('1') })).toBe('SERVICE_UNAVAILABLE');
  expect(await remaining()).toBe('0');
  failure = undefined;
  isLate = false;
  await untilLeft(remaining, '5');
});

describe('what is reserved while the store is down', () => {
  /** 40 that are reserved when the store fails so, and settled as 1. */
  async function reserved(name: string, how: () => Error) {
    const { tenant, ...rest } = await tenantWith(name, 'OPEN');
    const service = actorOf(`${name}/gateway`, [], 'service');
    failure = how;
    const input = { subjects: [tenant], resource: 'graphql.cost', quantity: '40' };
    const { reservation } = await reserve({ subgraph }, service, input);
    const settling = { reservationId: reservation?.id, actual: '1' };
    return { ...rest, settle: (by = service) => settle({ subgraph }, by, settling) };
  }

  test('is charged as what it is settled as, while it is down still', async () => {
    const acme = await reserved('down', lost);
    expect(await acme.settle()).toMatchObject({ quota: { undecided: true } });
    failure = undefined;
    await untilLeft(acme.remaining, '99');
  });

  test('once on an instance, though the store cannot tell, nor knows of it when it is back: ReservationClosed', async () => {
    const acme = await reserved('twice', lost);
    expect(await acme.settle()).toMatchObject({ __typename: 'SettleSuccess' });
    expect(await acme.settle()).toMatchObject({ code: 'RESERVATION_CLOSED' });
    failure = undefined;
    expect(await acme.settle()).toMatchObject({ code: 'RESERVATION_CLOSED' });
    await untilLeft(acme.remaining, '99');
  });

  test("not by another tenant's service: ReservationClosed", async () => {
    const acme = await reserved('owner', lost);
    const thief = actorOf('thief/gateway', [], 'service');
    expect(await acme.settle(thief)).toMatchObject({ code: 'RESERVATION_CLOSED' });
    failure = undefined;
    await untilLeft(acme.remaining, '60');
  });

  test('or when it is back, once: ReservationClosed', async () => {
    const acme = await reserved('back', lost);
    failure = undefined;
    expect(await acme.settle()).toMatchObject({ __typename: 'SettleSuccess' });
    expect(await acme.settle()).toMatchObject({ code: 'RESERVATION_CLOSED' });
    await untilLeft(acme.remaining, '99');
  });

  test('or when it is charged', async () => {
    const acme = await reserved('charged', lost);
    failure = undefined;
    await untilLeft(acme.remaining, '60');
    expect(await acme.settle()).toMatchObject({ __typename: 'SettleSuccess' });
    await untilLeft(acme.remaining, '99');
  });

  test('or was taken by the store, only too late', async () => {
    const acme = await reserved('taken', answeredLate);
    failure = undefined;
    await consume({ subgraph }, acme.actor, acme.input('40'));
    expect(await acme.settle()).toMatchObject({ __typename: 'SettleSuccess' });
    await untilLeft(acme.remaining, '99');
  });

  test('stays charged in full after 60 seconds: ReservationClosed', async () => {
    const acme = await reserved('overdue', lost);
    stack.time.nowMs += 60_000;
    expect(await acme.settle()).toMatchObject({ code: 'RESERVATION_CLOSED' });
    failure = undefined;
    await untilLeft(acme.remaining, '60');
  });
});

test('what is leased while the store is down comes back too, no more than the lease', async () => {
  const { tenant, remaining } = await tenantWith('leased', 'OPEN');
  const service = actorOf('leased/gateway', [], 'service');
  failure = lost;
  const wanted = { subject: tenant, resource: 'graphql.cost', wanted: '5', atLeast: '1' };
  const { lease } = await acquire({ subgraph }, service, wanted);
  failure = undefined;
  const answers = [];
  for (const unused of ['3', '3', '1'])
    answers.push(await giveBack({ subgraph }, service, { leaseId: lease?.id, unused }));
  expect(answers.map(({ __typename }) => __typename)).toEqual([
    'ReturnLeaseSuccess',
    'LeaseClosed',
    'ReturnLeaseSuccess',
  ]);
  await untilLeft(remaining, '99');
});

test('how it stands, and a settlement, cannot be had: SERVICE_UNAVAILABLE', async () => {
  const { actor, tenant } = await tenantWith('unsettled', 'OPEN');
  const service = actorOf('unsettled/gateway', [], 'service');
  const input = { subjects: [tenant], resource: 'graphql.cost', quantity: '1' };
  const { reservation } = await reserve({ subgraph }, service, input);
  failure = lost;
  const settling = { reservationId: reservation?.id, actual: '0', idempotencyKey: key() };
  expect(await errorCode({ subgraph }, service, SETTLE, { input: settling })).toBe('SERVICE_UNAVAILABLE');
  await expect(read({ subgraph }, actor, tenant)).rejects.toThrow('Quotas cannot be read now');
  failure = undefined;
});

test('usage cannot be reset: SERVICE_UNAVAILABLE', async () => {
  const { actor, policyId, tenant } = await tenantWith('unreset', 'OPEN');
  failure = lost;
  const input = { policyId, subject: tenant, idempotencyKey: key() };
  expect(await errorCode({ subgraph }, actor, RESET, { input })).toBe('SERVICE_UNAVAILABLE');
  failure = undefined;
});

test('a bug of the store is no outage: it is masked', async () => {
  const { actor, input } = await tenantWith('bug', 'OPEN');
  failure = () => new Error('a bug');
  expect(await errorCode({ subgraph }, actor, CONSUME, { input: input('1') })).toBe('INTERNAL_SERVER_ERROR');
  failure = undefined;
});
