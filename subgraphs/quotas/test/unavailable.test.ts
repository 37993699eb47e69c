import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunningSubgraph } from 'platform/graphql/subgraph';
import { type QuotaStore, StoreUnavailable } from '../storage/stores/port.ts';
import { bucket, upsert } from './policies.ts';
import { CONSUME, consume, RESET, read, reserve, SETTLE, subject } from './quotas.ts';
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
  const actor = actorOf(`${name}/alice`);
  const { policy } = await upsert(
    { subgraph },
    actor,
    bucket({ failMode, limit: '1', periodMs: '3600000', ...changes }),
  );
  const tenant = subject('TENANT', name);
  const input = (quantity: string) => ({
    subject: tenant,
    resource: 'graphql.cost',
    quantity,
    idempotencyKey: key(),
  });
  const remaining = async () => (await read({ subgraph: stack.subgraph }, actor, tenant)).remaining;
  return { actor, input, remaining, tenant, policyId: policy?.id };
}

test('while the store is down a policy that fails open admits, and charges when it is back', async () => {
  const { actor, input, remaining } = await tenantWith('open', 'OPEN');
  failure = lost;
  const answers = [
    await consume({ subgraph }, actor, input('30')),
    await consume({ subgraph }, actor, input('40')),
  ];
  failure = undefined;
  expect(answers).toMatchObject([{ quota: { policies: [] } }, { __typename: 'ConsumeSuccess' }]);
  while ((await remaining()) !== '30') await new Promise((resolve) => setTimeout(resolve, 20));
});

test('what the store took after all, only too late, is not charged again', async () => {
  const { actor, input, remaining } = await tenantWith('late', 'OPEN');
  failure = answeredLate;
  await consume({ subgraph }, actor, input('30'));
  failure = lost;
  await consume({ subgraph }, actor, input('1'));
  failure = undefined;
  while ((await remaining()) !== '99') await new Promise((resolve) => setTimeout(resolve, 20));
});

test('a policy that fails closed admits nothing: SERVICE_UNAVAILABLE', async () => {
  const { actor, input, remaining } = await tenantWith('closed', 'CLOSED');
  failure = lost;
  expect(await errorCode({ subgraph }, actor, CONSUME, { input: input('1') })).toBe('SERVICE_UNAVAILABLE');
  failure = undefined;
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
  while ((await remaining()) !== '5') await new Promise((resolve) => setTimeout(resolve, 20));
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
