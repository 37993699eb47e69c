import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { PROBE_MS } from 'platform/kernel/availability';
import type { TenantId } from 'platform/kernel/ids';
import type { Backend, Outcomes } from '../backend.ts';
import { type Batch, OTHER_PERIODS, type Outcome } from '../batch.ts';
import { createGroupedStore, type GroupedOptions, type Lanes, MAX_BATCH, MAX_WAITING } from '../grouped.ts';
import { StoreUnavailable } from '../port.ts';

const tenantId = 'acme' as TenantId;
const asks = [
  { key: 'one', rule: { algorithm: 'fixedWindow', limit: 10, periodMs: 1_000 }, quantity: 1 },
] as const;
const calendar = { unit: 'day', timeZone: 'UTC', startDay: 1, rollover: 0 } as const;
const ofToday = [
  { key: 'today', rule: { algorithm: 'calendarQuota', limit: 10, ...calendar }, quantity: 1 },
] as const;
const PATIENT_MS = 20_000;

/** A backend that answers, or fails, when it is told to. */
function createFake({ timeoutMs = PATIENT_MS, inFlight = 1, heartbeat }: Partial<GroupedOptions> = {}) {
  const runs: { batch: Batch; answer(outcomes?: readonly Outcome[]): void; fail(): void }[] = [];
  let abandoned = 0;
  const backend: Backend = {
    run: (_tenant, batch) =>
      new Promise<Outcomes>((resolve, reject) => {
        const all = Array.from({ length: batch.calls.length / 2 }, allowed);
        runs.push({
          batch,
          answer: (outcomes = all) => resolve({ outcomes, atMs: 0 }),
          fail: () => reject(new Error('lost')),
        });
      }),
    reset: async () => {},
    abandon: () => {
      abandoned += 1;
      for (const { fail } of runs) fail();
    },
    close: async () => {},
  };
  const lanes: Lanes = new Map();
  const store = createGroupedStore(backend, { inFlight, timeoutMs, heartbeat }, undefined, lanes);
  return {
    store,
    lanes,
    runs,
    abandoned: () => abandoned,
    /** The batch of that number, once it has been sent. */
    async sent(n: number) {
      while (!runs[n]) await new Promise(setImmediate);
      return runs[n] as (typeof runs)[number];
    },
  };
}

const allowed = (): Outcome => ({ result: 'allowed', states: [[3, 0, 1]] });
const otherPeriods: Outcome = { result: 'other periods', states: [[OTHER_PERIODS]] };
const sizeOf = ({ calls }: Batch): number => calls.length / 2;
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

test('Calls that come while one is under way are decided together, as many as a batch has', async () => {
  const { store, sent } = createFake();
  const first = store.decide(tenantId, asks);
  const one = await sent(0);
  const others = Array.from({ length: MAX_BATCH + 1 }, () => store.decide(tenantId, asks));
  one.answer();
  await first;
  const two = await sent(1);
  two.answer();
  const three = await sent(2);
  three.answer();
  await Promise.all(others);
  expect([one, two, three].map(({ batch }) => sizeOf(batch))).toEqual([1, MAX_BATCH, 1]);
});

test('Many leave in as many parts as may be under way, so that one is decided while we work on another', async () => {
  const { store, sent } = createFake({ inFlight: 2 });
  const calls = Array.from({ length: 33 }, () => store.decide(tenantId, asks));
  const [one, two] = [await sent(0), await sent(1)];
  expect([one, two].map(({ batch }) => sizeOf(batch))).toEqual([17, 16]);
  two.answer();
  one.answer();
  await Promise.all(calls);
});

test('A tenant does not wait for another', async () => {
  const { store, sent } = createFake();
  const waiting = store.decide(tenantId, asks);
  const other = store.decide('other' as TenantId, asks);
  (await sent(1)).answer();
  expect((await other).allowed).toBe(true);
  (await sent(0)).answer();
  await waiting;
});

test('A store that fails rejects all who wait, and nobody who comes is kept waiting', async () => {
  const { store, sent, runs } = createFake();
  const first = store.decide(tenantId, asks);
  const run = await sent(0);
  const second = store.decide(tenantId, asks);
  run.fail();
  for (const call of [first, second, store.decide(tenantId, asks)])
    expect(await failure(call)).toBeInstanceOf(StoreUnavailable);
  expect(runs).toHaveLength(1);
});

test('A store that is down is tried by one call at a time, and serves all when that is answered', async () => {
  const { store, sent, runs } = createFake();
  const first = store.decide(tenantId, asks);
  (await sent(0)).fail();
  await failure(first);
  await sleep(PROBE_MS + 1); // real time: what is waited for is that it goes by
  const probe = store.decide(tenantId, asks);
  const run = await sent(1);
  expect(await failure(store.decide(tenantId, asks))).toBeInstanceOf(StoreUnavailable);
  expect(runs).toHaveLength(2);
  run.answer();
  await probe;
  const next = store.decide(tenantId, asks);
  (await sent(2)).answer();
  expect((await next).allowed).toBe(true);
});

test('What is answered too late is known to have been taken', async () => {
  const { store, sent } = createFake({ timeoutMs: 1 });
  const error = (await failure(store.decide(tenantId, asks))) as StoreUnavailable;
  (await sent(0)).answer();
  expect(await error.taken).toBe(true);
});

test('Who waits behind others has the whole time from when it leaves', async () => {
  const { store, sent } = createFake({ timeoutMs: 200 });
  const first = store.decide(tenantId, asks);
  const one = await sent(0);
  const second = store.decide(tenantId, asks);
  await sleep(150);
  one.answer();
  await first;
  const two = await sent(1);
  await sleep(150);
  two.answer();
  expect((await second).allowed).toBe(true);
});

test('A server that falls silent is not waited for, and what it took is known when it goes on', async () => {
  const silence = Promise.withResolvers<never>();
  const heartbeat: GroupedOptions['heartbeat'] = {
    isBeating: () => true,
    whileItBeats: (work) => Promise.race([work(), silence.promise]),
  };
  const { store, sent } = createFake({ heartbeat });
  const call = failure(store.decide(tenantId, asks));
  const run = await sent(0);
  silence.reject(new Error('silent'));
  const error = (await call) as StoreUnavailable;
  expect(error).toBeInstanceOf(StoreUnavailable);
  run.answer();
  expect(await error.taken).toBe(true);
});

test('What is never answered is given up, and known not to be taken', async () => {
  const { store, abandoned } = createFake({ timeoutMs: 1 });
  const error = (await failure(store.decide(tenantId, asks))) as StoreUnavailable;
  expect(await error.taken).toBe(false);
  expect(abandoned()).toBe(1);
});

test('What was decided is answered, though the store is lost while others are asked again', async () => {
  const { store, sent } = createFake();
  const first = store.decide(tenantId, asks);
  const second = failure(store.decide(tenantId, ofToday));
  (await sent(0)).answer([allowed(), otherPeriods]);
  (await sent(1)).fail();
  expect((await first).allowed).toBe(true);
  const error = (await second) as StoreUnavailable;
  expect(error).toBeInstanceOf(StoreUnavailable);
  expect(await error.taken).toBe(false);
});

test('Where that is too late for an answer, it is known to have been taken', async () => {
  const { store, sent } = createFake({ timeoutMs: 1 });
  const calls = [failure(store.decide(tenantId, asks)), failure(store.decide(tenantId, ofToday))];
  const errors = (await Promise.all(calls)) as StoreUnavailable[];
  (await sent(0)).answer([allowed(), otherPeriods]);
  (await sent(1)).fail();
  expect(await Promise.all(errors.map(({ taken }) => taken))).toEqual([true, false]);
});

test('Tenants for whom nothing is under way leave nothing in memory, also while the store is down', async () => {
  const { store, lanes, sent } = createFake();
  const first = failure(store.decide(tenantId, asks));
  const run = await sent(0);
  run.fail();
  const scheduled = failure(store.decide('scheduled' as TenantId, asks));
  await first;
  await scheduled;
  await failure(store.decide('refused' as TenantId, asks));
  await new Promise(setImmediate);
  expect([...lanes.keys()]).toEqual([]);
});

test('More callers than may wait are not served', async () => {
  const { store, sent } = createFake();
  const first = store.decide(tenantId, asks);
  const run = await sent(0);
  const waiting = Array.from({ length: MAX_WAITING }, () => failure(store.decide(tenantId, asks)));
  expect(await failure(store.decide(tenantId, asks))).toMatchObject({
    message: 'Too many calls wait for the store.',
  });
  run.fail();
  await Promise.all([failure(first), ...waiting]);
});
