import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createLogger } from 'platform/telemetry/logger';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import { type TestDatabase, testDatabase } from 'platform/testing/postgres';
import { createUsageRecorder, MAX_KEPT, MINUTE_MS } from '../read-models/usage/recorder.ts';
import { quotasDatabase } from '../storage/database.ts';
import { tenant } from './stack.ts';

const acme = tenant('acme');
const NOON_MS = Date.UTC(2026, 10, 21, 12);
const logger = createLogger({ name: 'test', level: 'silent' });

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(quotasDatabase);
});
afterAll(() => database.close());

/** Usage of resources of their own, written to a database that is there when `isUp`. */
function record(resource: string) {
  const state = { isUp: true };
  const unitOfWork: RunUnitOfWork = (tenantId, work) =>
    state.isUp ? database.unitOfWork(tenantId, work) : Promise.reject(new Error('connect ECONNREFUSED'));
  const recorder = createUsageRecorder(unitOfWork, logger);
  const subjectOf = (id: string) => ({ kind: 'TENANT' as const, id });
  return {
    ...recorder,
    state,
    admit: (quantity: number, atMs = NOON_MS, id = 'acme') =>
      recorder.record(acme, [subjectOf(id)], resource, 'admitted', quantity, atMs),
    written: () =>
      database.unitOfWork(acme, ({ query }) =>
        query<{ minute: bigint; admitted: bigint }>(
          sql`select minute, admitted from usage where resource = ${resource} order by minute`,
        ),
      ),
  };
}

test('Usage that the database does not take is kept, and written when it does', async () => {
  const { state, admit, flush, close, written } = record('kept');
  state.isUp = false;
  admit(3);
  await flush();
  admit(4);
  admit(5, NOON_MS + MINUTE_MS);
  await flush();
  expect(await written()).toEqual([]);
  state.isUp = true;
  await close();
  expect(await written()).toEqual([
    { minute: BigInt(NOON_MS), admitted: 7n },
    { minute: BigInt(NOON_MS + MINUTE_MS), admitted: 5n },
  ]);
});

test('Of very many subjects as many are kept as there is room for', async () => {
  const { state, admit, flush, close, written } = record('full');
  state.isUp = false;
  for (let n = 0; n <= MAX_KEPT; n++) admit(1, NOON_MS, `subject-${n}`);
  await flush();
  state.isUp = true;
  await close();
  expect((await written()).length).toBe(MAX_KEPT);
});
