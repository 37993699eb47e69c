import { expect, test } from '@jest/globals';
import { instantOf } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Heartbeat } from 'platform/tenancy/heartbeat';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { createPolicyBook } from '../book.ts';
import type { PolicyView } from '../read.ts';

const tenantId = 'acme' as TenantId;
const subject = { kind: 'TENANT', id: 'acme' } as const;
const MAX_AGE_MS = 30_000;
const RETRY_MS = 1_000;

/** A book of one tenant with one policy, on a database that does as the test says. */
function createFake() {
  const time = { nowMs: 0 };
  const database = { answers: async (): Promise<void> => {}, reads: 0, limit: 1 };
  const reader = (of: TenantId) =>
    ({
      tenantId: of,
      query: async () => {
        if (of === tenantId) database.reads += 0.5; // policies and overrides
        await database.answers();
        return of === tenantId ? [policy(database.limit)] : [];
      },
    }) as unknown as Reader;
  const silence = Promise.withResolvers<never>();
  silence.promise.catch(() => {}); // where nobody listens
  const heartbeat: Pick<Heartbeat, 'whileItBeats'> = {
    whileItBeats: (work) => Promise.race([work(), silence.promise]),
  };
  const clock = { now: () => instantOf(BigInt(time.nowMs) * 1_000n) };
  const book = createPolicyBook(reader, heartbeat, clock);
  const limit = async () => (await book.limitsOf(tenantId, [subject], 'calls'))[0]?.rule.limit;
  const fallSilent = () => silence.reject(new Error('it is silent'));
  return { book, time, database, limit, fallSilent };
}

const policy = (limit: number) =>
  ({
    id: 'pol_1',
    tenantId,
    terms: {
      resource: 'calls',
      subject: { kind: 'TENANT', pattern: '*' },
      algorithm: 'FIXED_WINDOW',
      limit,
      periodMs: 1_000,
    },
  }) as unknown as PolicyView;

const down = () => Promise.reject(new Error('it is down'));
const hangs = () => new Promise<void>(() => {});
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('A page that is old is read again, and nobody waits for it', async () => {
  const { time, database, limit } = createFake();
  await limit();
  database.limit = 2;
  time.nowMs += MAX_AGE_MS;
  expect(await limit()).toBe(1);
  await turn();
  expect(await limit()).toBe(2);
  expect(database.reads).toBe(2);
});

test.each([
  ['is down', down],
  ['hangs', hangs],
])('While the database %s a page stays as it was read last, also when it has changed', async (_, answers) => {
  const { book, time, database, limit, fallSilent } = createFake();
  await limit();
  database.answers = answers;
  time.nowMs += MAX_AGE_MS;
  expect(await limit()).toBe(1);
  await turn();
  expect(await limit()).toBe(1);
  fallSilent();
  await turn();
  book.forgetAll();
  expect(await limit()).toBe(1);
});

test('What could not be read again is tried again a second later, once', async () => {
  const { time, database, limit } = createFake();
  await limit();
  database.answers = down;
  database.limit = 2;
  time.nowMs += MAX_AGE_MS;
  for (let n = 0; n < 3; n++) {
    await limit();
    await turn();
  }
  expect(database.reads).toBe(2);
  database.answers = async () => {};
  time.nowMs += RETRY_MS;
  await limit();
  await turn();
  expect(await limit()).toBe(2);
  expect(database.reads).toBe(3);
});

test('What has changed is waited for, also when it changes while it is read', async () => {
  const { book, database, limit } = createFake();
  const first = limit();
  database.limit = 2;
  book.forget(tenantId);
  expect(await limit()).toBe(2);
  await first;
  database.limit = 3;
  book.forget(tenantId);
  expect(await limit()).toBe(3);
  expect(await limit()).toBe(3);
  expect(database.reads).toBe(3);
});

test('What was never read fails while the database is down, and is there when that is back', async () => {
  const { database, limit } = createFake();
  database.answers = down;
  await expect(limit()).rejects.toThrow('it is down');
  database.answers = async () => {};
  expect(await limit()).toBe(1);
});

test('What was never read is waited for while the database is silent: there is nothing else to go by', async () => {
  const { database, limit, fallSilent } = createFake();
  const goesOn = Promise.withResolvers<void>();
  database.answers = () => goesOn.promise;
  const asked = limit();
  fallSilent();
  await turn();
  goesOn.resolve();
  expect(await asked).toBe(1);
});
