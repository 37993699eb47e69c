import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { verified } from '../../auth/actor.ts';
import { instantOf, MICROS_PER_SECOND, systemClock } from '../../kernel/clock.ts';
import { newId, parseTenantId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { type TestDatabase, testDatabase } from '../../testing/postgres.ts';
import { idempotent } from '../idempotency.ts';
import { forgetOldKeys } from '../idempotency-retention.ts';
import { idempotencyMigration } from '../migrations/0004-idempotency.ts';

const ACME = parseTenantId('acme')!;
const GLOBEX = parseTenantId('globex')!;

let database: TestDatabase;
let runs: number;

beforeAll(async () => {
  database = await testDatabase({
    subgraph: 'idempotency',
    entities: [],
    migrations: [idempotencyMigration],
  });
});
afterAll(() => database.close());

interface Call {
  readonly tenant?: typeof ACME;
  readonly mutation?: string;
  readonly key: string;
  readonly input?: object;
}

type Outcome = Result<{ readonly amount: bigint }, Refusal<'InsufficientFunds'>>;
const done = async (): Promise<Outcome> => {
  runs += 1;
  return ok({ amount: BigInt(runs) });
};

function call({ tenant = ACME, mutation = 'post', key, input = { text: 'x' } }: Call, run = done) {
  const actor = verified({ id: 'alice', tenantId: tenant, scopes: new Set(), kind: 'user' });
  return database.unitOfWork(tenant, (uow) => idempotent(uow, { mutation, key, input, actor }, run));
}

const newKey = (): string => {
  runs = 0;
  return newId('key');
};

test('a success is stored and replayed, without running again', async () => {
  const key = newKey();
  expect(await call({ key })).toEqual(ok({ amount: 1n }));
  expect(await call({ key })).toEqual(ok({ amount: 1n }));
  expect(runs).toBe(1);
});

test('so is a refusal, with its data', async () => {
  const key = newKey();
  const refused = refuse({ type: 'InsufficientFunds', message: 'No.', available: 5n } as const);
  await call({ key }, async () => refused);
  expect(await call({ key })).toEqual(refused);
  expect(runs).toBe(0);
});

test('another input is an IdempotencyConflict at the key', async () => {
  const key = newKey();
  await call({ key, input: { text: 'x' } });
  expect(await call({ key, input: { text: 'y' } })).toMatchObject({
    ok: false,
    error: { type: 'IdempotencyConflict', path: ['input', 'idempotencyKey'] },
  });
  expect(runs).toBe(1);
});

test('a key is another one for another mutation and another tenant', async () => {
  const key = newKey();
  await call({ key });
  await call({ key, mutation: 'reverse', input: { text: 'y' } });
  await call({ key, tenant: GLOBEX, input: { text: 'z' } });
  expect(runs).toBe(3);
});

test('what throws is not stored: the next call runs', async () => {
  const key = newKey();
  const failing = call({ key }, async () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(await call({ key, input: { text: 'other' } })).toEqual(ok({ amount: 1n }));
});

describe('callers at the same time', () => {
  test('20 of them have one effect and one answer', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => call({ key })));
    expect(runs).toBe(1);
    expect(new Set(answers.map((answer) => answer.ok && answer.value.amount))).toEqual(new Set([1n]));
  });

  test('who waits for one that fails takes its place', async () => {
    const key = newKey();
    const begun = Promise.withResolvers<void>();
    const first = call({ key }, async () => {
      begun.resolve();
      await database.system.query('select pg_sleep(0.05)');
      throw new Error('broken');
    });
    await begun.promise;
    const second = call({ key });
    await expect(first).rejects.toThrow('broken');
    expect(await second).toEqual(ok({ amount: 1n }));
  });
});

describe('a key', () => {
  test.each(['', 'x'.repeat(256), 'a\0'])('that is no key (%#) is BAD_USER_INPUT', async (key) => {
    await expect(call({ key })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { path: ['input', 'idempotencyKey'] },
    });
  });

  test('of 255 characters is fine', async () => {
    newKey();
    await expect(call({ key: 'é'.repeat(255) })).resolves.toMatchObject({ ok: true });
  });
});

test('another tenant’s keys are not even seen', async () => {
  const key = newKey();
  await call({ key });
  const rows = await database.unitOfWork(GLOBEX, (uow) =>
    uow.query(sql`select 1 from idempotency where key = ${key}`),
  );
  expect(rows).toEqual([]);
});

test('keys are remembered for two days, then forgotten', async () => {
  const key = newKey();
  await call({ key });
  const daysAhead = (days: bigint) => instantOf(systemClock.now() + days * 86_400n * MICROS_PER_SECOND);
  expect(await forgetOldKeys(database.system, daysAhead(1n))).toBe(0);
  expect(await forgetOldKeys(database.system, daysAhead(3n))).toBeGreaterThan(0);
  await call({ key });
  expect(runs).toBe(2);
});
