import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TenantId } from 'platform/kernel/ids';
import type { Rule } from 'platform/limiter/rule';
import type { QuotaStore } from '../port.ts';
import { createReference } from './reference.ts';
import { SEED, START, schedules } from './schedules.ts';

/** So long that a machine that is busy makes no call fail. */
export const PATIENT_MS = 20_000;
const RUNS = 100;
/** Of a hundred schedules, on such a machine. */
const TIMEOUT_MS = 120_000;

const bucket: Rule = { algorithm: 'tokenBucket', limit: 5, periodMs: 1_000, burst: 10 };
const seats: Rule = { algorithm: 'concurrency', limit: 10, periodMs: 60_000 };

/** What every store promises; `open` gives one whose clock is given, or its own. */
export function describeContract(open: (nowMs?: () => number) => Promise<QuotaStore>): void {
  let nowMs = START;
  let store: QuotaStore;
  let own: QuotaStore;
  let tenants = 0;
  const newTenant = () => `contract-${process.pid}-${tenants++}` as TenantId;

  beforeAll(async () => {
    store = await open(() => nowMs);
    own = await open();
  });
  afterAll(async () => {
    await store.close();
    await own.close();
  });

  test(
    'decides exactly as the functions do, whatever is asked and however the clock goes',
    async () => {
      await fc.assert(
        fc.asyncProperty(schedules, async (schedule) => {
          const tenantId = newTenant();
          const reference = createReference();
          nowMs = START;
          for (const { waitMs, peek, asks } of schedule) {
            nowMs += waitMs;
            const verdict = await (peek ? store.peek(tenantId, asks) : store.decide(tenantId, asks));
            expect(verdict).toEqual(reference.decide(asks, nowMs, peek));
          }
        }),
        { ...SEED, numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  test(
    'decides calls that come together in their order',
    async () => {
      await fc.assert(
        fc.asyncProperty(schedules, async (schedule) => {
          const tenantId = newTenant();
          const reference = createReference();
          // Where periods do not fit, a call is decided after those that came with it.
          const calls = schedule
            .map(({ asks }) => asks)
            .filter((asks) => asks.every(({ rule }) => rule.algorithm !== 'calendarQuota'));
          nowMs = START;
          const verdicts = await Promise.all(calls.map((asks) => store.decide(tenantId, asks)));
          expect(verdicts).toEqual(calls.map((asks) => reference.decide(asks, nowMs)));
        }),
        { ...SEED, numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  test('takes all asks of a call or none', async () => {
    const tenantId = newTenant();
    await store.decide(tenantId, [{ key: 'actor', rule: bucket, quantity: 8 }]);
    const verdict = await store.decide(tenantId, [
      { key: 'tenant', rule: bucket, quantity: 5 },
      { key: 'actor', rule: bucket, quantity: 5 },
    ]);
    expect(verdict.allowed).toBe(false);
    expect(verdict.answers).toMatchObject([
      { allowed: true, remaining: 10, retryAfterMs: 0 },
      { allowed: false, remaining: 2, retryAfterMs: 600 },
    ]);
  });

  test('keeps tenants apart', async () => {
    const [one, other] = [newTenant(), newTenant()];
    await store.decide(one, [{ key: 'all', rule: bucket, quantity: 10 }]);
    const { answers } = await store.peek(other, [{ key: 'all', rule: bucket, quantity: 0 }]);
    expect(answers).toMatchObject([{ remaining: 10 }]);
  });

  test('a reservation is settled once, and stays charged when that comes too late', async () => {
    const tenantId = newTenant();
    const budget = { key: 'budget', rule: bucket };
    const reservation = { key: 'reservation/1', rule: seats };
    const reserve = () =>
      store.decide(tenantId, [
        { ...budget, quantity: 10 },
        { ...reservation, quantity: 10 },
      ]);
    const settle = () =>
      store.decide(tenantId, [
        { ...budget, quantity: -3, forced: true },
        { ...reservation, quantity: -10 },
      ]);
    nowMs = START;
    expect((await reserve()).allowed).toBe(true);
    expect(await settle()).toMatchObject({ allowed: true, answers: [{ remaining: 3 }, {}] });
    expect(await settle()).toMatchObject({ allowed: false, answers: [{ remaining: 3 }, {}] });
    nowMs += 10_000;
    expect((await reserve()).allowed).toBe(true);
    nowMs += 60_000;
    expect((await settle()).allowed).toBe(false);
  });

  test('what comes back to a sliding window comes back to the present window first', async () => {
    const tenantId = newTenant();
    const ask = { key: 'sliding', rule: { algorithm: 'slidingWindow', limit: 20, periodMs: 1_000 } as Rule };
    nowMs = START;
    await store.decide(tenantId, [{ ...ask, quantity: 8 }]);
    nowMs += 1_500;
    await store.decide(tenantId, [{ ...ask, quantity: 4 }]);
    const { answers } = await store.decide(tenantId, [{ ...ask, quantity: -6, forced: true }]);
    expect(answers).toMatchObject([{ remaining: 20 - (8 - 2) / 2 }]);
  });

  test('knows each of many who hold', async () => {
    const tenantId = newTenant();
    const ask = { key: 'seats', rule: { algorithm: 'concurrency', limit: 300, periodMs: 1_000 } as Rule };
    nowMs = START;
    for (let taken = 0; taken < 150; taken++) {
      await store.decide(tenantId, [{ ...ask, quantity: 1 }]);
      nowMs += 5;
    }
    expect(await store.peek(tenantId, [{ ...ask, quantity: 151 }])).toMatchObject({
      answers: [{ allowed: false, remaining: 150, retryAfterMs: 250 }],
    });
    nowMs += 500;
    expect(await store.decide(tenantId, [{ ...ask, quantity: -9 }])).toMatchObject({
      answers: [{ allowed: true, remaining: 300 - 150 + 51 + 9 }],
    });
  });

  test('decides of many who hold exactly as the function does', async () => {
    const tenantId = newTenant();
    const reference = createReference();
    const rule: Rule = { algorithm: 'concurrency', limit: 350, periodMs: 9_999 };
    const decide = async (quantity: number, waitMs: number, forced = false) => {
      nowMs += waitMs;
      const asks = [{ key: 'seats', rule, quantity, forced }];
      expect(await store.decide(tenantId, asks)).toEqual(reference.decide(asks, nowMs));
    };
    nowMs = START;
    for (let taken = 0; taken < 300; taken++) await decide(1, 13);
    await decide(60, -1_000, true);
    for (let back = 0; back < 5; back++) await decide(-23, 7);
    for (let later = 0; later < 50; later++) await decide(5, 300);
  });

  test('forgets what is reset, and nothing else', async () => {
    const tenantId = newTenant();
    const asks = ['one', 'two', 'three'].map((key) => ({ key, rule: bucket, quantity: 10 }));
    await store.decide(tenantId, asks);
    await store.reset(tenantId, ['one', 'two']);
    const verdict = await store.peek(
      tenantId,
      asks.map((ask) => ({ ...ask, quantity: 0 })),
    );
    expect(verdict.answers.map(({ remaining }) => remaining)).toEqual([10, 10, 0]);
  });

  test('tells the time by its own clock', async () => {
    const { atMs } = await own.peek(newTenant(), [{ key: 'time', rule: bucket, quantity: 0 }]);
    expect(Math.abs(atMs - Date.now())).toBeLessThan(60_000);
  });

  test('knows the calendar of now', async () => {
    const daily: Rule = { algorithm: 'calendarQuota', limit: 10, unit: 'day', timeZone: 'Europe/Berlin' };
    const tenantId = newTenant();
    const { answers } = await own.decide(tenantId, [{ key: 'day', rule: daily, quantity: 4 }]);
    expect(answers).toMatchObject([{ allowed: true, remaining: 6 }]);
  });

  test('takes names of any characters', async () => {
    const tenantId = `}{"' ${newTenant()}` as TenantId;
    const ask = { key: `ü {x} "y" 'z', \\ %`, rule: bucket, quantity: 4 };
    await store.decide(tenantId, [ask]);
    expect(await store.peek(tenantId, [ask])).toMatchObject({ answers: [{ remaining: 2 }] });
  });

  test.each([
    ['a key twice', [0, 0].map(() => ({ key: 'same', rule: bucket, quantity: 1 }))],
    ['nothing', []],
    ['a part of one', [{ key: 'part', rule: bucket, quantity: 0.5 }]],
    ['what comes back without being forced', [{ key: 'back', rule: bucket, quantity: -1 }]],
  ])('refuses to be asked for %s', (_what, asks) => {
    expect(() => store.decide(newTenant(), asks)).toThrow();
  });
}
