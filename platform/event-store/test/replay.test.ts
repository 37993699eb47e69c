import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type pg from 'pg';
import type { UnitOfWork } from '../../tenancy/unit-of-work.ts';
import { adminPool, type TestDatabase, testDatabase } from '../../testing/postgres.ts';
import { replay } from '../replay.ts';
import { createEventStore } from '../store.ts';
import { acme, CAUSE, counters, globex, increase, increased, totals } from './counter.ts';

const store = createEventStore({ source: 'counting', events: [increased] });

describe('Replay', () => {
  let database: TestDatabase;
  let admin: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase(counters);
    admin = adminPool(database.adminUrl);
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });
  beforeEach(async () => {
    await admin.query(
      `set session_replication_role = replica; truncate event, total; set session_replication_role = origin`,
    );
  });

  const append = (uow: UnitOfWork, stream: string, expectedVersion: number, ...by: number[]) =>
    store.append(uow, { stream, expectedVersion, events: by.map(increase), cause: CAUSE });
  const stored = async () => {
    const { rows } = await admin.query(
      `select tenant_id || '/' || stream as name, total from total order by 1`,
    );
    return Object.fromEntries(rows.map(({ name, total }) => [name, total]));
  };

  test('rebuilds a projection of all tenants from the events alone', async () => {
    await database.unitOfWork(acme, (uow) => append(uow, 'a', 0, 1, 2));
    await database.unitOfWork(globex, (uow) => append(uow, 'a', 0, 10));
    await admin.query(`insert into total values ('acme', 'a', 999), ('acme', 'gone', 1)`);
    expect(await replay({ system: database.system, projection: totals })).toBe(3);
    expect(await stored()).toEqual({ 'acme/a': 3, 'globex/a': 10 });
  });

  test('gives events in the order in which they were recorded, upcast, page by page, with progress', async () => {
    const many = 2_500;
    await database.unitOfWork(acme, (uow) => append(uow, 'b', 0, ...Array(many).fill(1)));
    await database.unitOfWork(acme, (uow) => append(uow, 'a', 0, 2));
    const seen: string[] = [];
    const progress: [number, number][] = [];
    await replay({
      system: database.system,
      upcasters: { [increased.type]: { to: 'newest', upcast: (data) => data } },
      onProgress: (done, total) => progress.push([done, total]),
      projection: {
        ...totals,
        apply: async (_client, events) =>
          void seen.push(...events.map(({ type, stream, version }) => `${type} ${stream} ${version}`)),
      },
    });
    expect(seen).toEqual([...Array.from({ length: many }, (_, n) => `newest b ${n + 1}`), 'newest a 1']);
    expect(progress).toEqual([
      [2_000, many + 1],
      [many + 1, many + 1],
    ]);
  });

  test('shows readers the old projection until it is done, and blocks appends meanwhile', async () => {
    await database.unitOfWork(acme, (uow) => append(uow, 'a', 0, 1));
    await replay({ system: database.system, projection: totals });
    await database.unitOfWork(acme, (uow) => append(uow, 'a', 1, 1));
    const rebuilt = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const replaying = replay({
      system: database.system,
      projection: {
        ...totals,
        apply: async (client, events) => {
          await totals.apply(client, events);
          rebuilt.resolve();
          await goOn.promise;
        },
      },
    });
    await rebuilt.promise;
    let appended = false;
    const appending = database
      .unitOfWork(acme, (uow) => append(uow, 'a', 2, 1))
      .then(() => {
        appended = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([await stored(), appended]).toEqual([{ 'acme/a': 1 }, false]);
    goOn.resolve();
    await Promise.all([replaying, appending]);
    expect([await stored(), appended]).toEqual([{ 'acme/a': 2 }, true]);
  });

  test('that fails leaves the old projection, and writers go on', async () => {
    await database.unitOfWork(acme, (uow) => append(uow, 'a', 0, 1));
    await replay({ system: database.system, projection: totals });
    const apply = () => Promise.reject(new Error('cannot apply'));
    const failing = replay({ system: database.system, projection: { ...totals, apply } });
    await expect(failing).rejects.toThrow('cannot apply');
    expect(await stored()).toEqual({ 'acme/a': 1 });
    await database.unitOfWork(acme, (uow) => append(uow, 'a', 1, 1));
  });

  const add = (uow: UnitOfWork) => uow.query(sql`update total set total = total + 1 where stream = 'a'`);
  test.each<[string, (uow: UnitOfWork) => Promise<unknown>, (uow: UnitOfWork) => Promise<unknown>]>([
    ['the events first', (uow) => append(uow, 'a', 1, 1), add],
    ['the projection first', add, (uow) => append(uow, 'a', 1, 1)],
  ])('gives way to a writer that locks %s', async (_what, first, second) => {
    await database.unitOfWork(acme, (uow) => append(uow, 'a', 0, 1));
    await replay({ system: database.system, projection: totals });
    let replaying: Promise<number> | undefined;
    await database.unitOfWork(acme, async (uow) => {
      await first(uow);
      replaying = replay({ system: database.system, projection: totals });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await second(uow);
    });
    expect(await replaying).toBe(2);
    expect(await stored()).toEqual({ 'acme/a': 2 });
  });
});
