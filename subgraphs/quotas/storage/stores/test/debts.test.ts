import { beforeEach, expect, test } from '@jest/globals';
import type { TenantId } from 'platform/kernel/ids';
import type { Rule } from 'platform/limiter/rule';
import { createLogger } from 'platform/telemetry/logger';
import { createMetrics } from 'platform/telemetry/metrics';
import { createDebts, type Debts } from '../debts.ts';
import { type Ask, MAX_QUANTITY, StoreUnavailable, type Verdict } from '../port.ts';

const tenantId = 'acme' as TenantId;
const rule: Rule = { algorithm: 'concurrency', limit: 10, periodMs: 1_000 };
const ask = (quantity: number, key = 'one'): Ask => ({ key, rule, quantity });
const NOT_TAKEN = Promise.resolve(false);
const MAX_DEBTS = 10_000;

let debts: Debts;
let charged: number[];
let isDown: boolean;
let lost: () => Promise<number | undefined>;

beforeEach(() => {
  charged = [];
  isDown = false;
  const metrics = createMetrics();
  const decide = async (_tenant: TenantId, asks: readonly Ask[]): Promise<Verdict> => {
    if (isDown) throw new StoreUnavailable('it is down', NOT_TAKEN);
    charged.push(...asks.map(({ quantity }) => quantity));
    return { allowed: true, answers: [], atMs: 0 };
  };
  debts = createDebts({ decide }, { logger: createLogger({ name: 'test', level: 'silent' }), metrics });
  lost = async () => (await metrics.getSingleMetric('quotas_lost_charges_total')?.get())?.values[0]?.value;
});

test('Debts of one thing are charged together, and what is given back of it beside', async () => {
  debts.add(tenantId, [ask(3), ask(1, 'other')], NOT_TAKEN);
  debts.add(tenantId, [ask(4)], NOT_TAKEN);
  debts.add(tenantId, [ask(-1, 'other')], NOT_TAKEN);
  await debts.close();
  expect(charged).toEqual([7]);
});

test('More than one charge may be is charged in parts', async () => {
  for (let n = 0; n < 2; n++) debts.add(tenantId, [ask(MAX_QUANTITY)], NOT_TAKEN);
  debts.add(tenantId, [ask(5)], NOT_TAKEN);
  await debts.close();
  expect(charged).toEqual([MAX_QUANTITY, MAX_QUANTITY, 5]);
  expect(await lost()).toBe(0);
});

test('What cannot be charged in the end is counted as lost; what cannot be given back is not', async () => {
  isDown = true;
  debts.add(tenantId, [ask(MAX_QUANTITY), ask(-5, 'back')], NOT_TAKEN);
  debts.add(tenantId, [ask(MAX_QUANTITY)], NOT_TAKEN);
  await debts.close();
  expect(await lost()).toBe(2 * MAX_QUANTITY);
});

test('So is what is beyond the debts that are remembered', async () => {
  isDown = true;
  const keys = Array.from({ length: MAX_DEBTS }, (_, n) => ask(1, `${n}`));
  debts.add(tenantId, keys, NOT_TAKEN);
  debts.add(tenantId, [ask(-1, 'back'), ask(2, 'more')], NOT_TAKEN);
  await debts.close();
  expect(await lost()).toBe(MAX_DEBTS + 2);
});

test('Whoever closes waits until it is known what was taken', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  debts.add(tenantId, [ask(3)], promise);
  debts.add(tenantId, [ask(4)], Promise.resolve(true));
  const closed = debts.close();
  setImmediate(() => resolve(false));
  await closed;
  expect(charged).toEqual([3]);
});

test('What is never known is counted as lost', async () => {
  debts.add(tenantId, [ask(3)], new Promise(() => {}));
  await debts.close();
  expect([charged, await lost()]).toEqual([[], 3]);
});
