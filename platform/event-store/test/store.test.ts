import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { unpack } from '../../bus/payload.ts';
import type { MessageChunk } from '../../bus/port.ts';
import { type Instant, instantOf, parseInstant } from '../../kernel/clock.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { type TestDatabase, testDatabase } from '../../testing/postgres.ts';
import type { NewEvent } from '../events.ts';
import { createEventStore } from '../store.ts';
import { acme, CAUSE, COUNTERS, counters, globex, increase, increased } from './counter.ts';

const store = createEventStore({ source: 'counting', events: [increased] });

describe('The event store', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let stream: string;
  let streams = 0;
  beforeAll(async () => {
    database = await testDatabase(counters);
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });
  beforeEach(() => {
    streams += 1;
    stream = `ctr_${streams}`;
  });

  const append = (expectedVersion: number, events: readonly NewEvent[], tenantId: TenantId = acme) =>
    database.unitOfWork(tenantId, (uow) =>
      store.append(uow, { stream, expectedVersion, events, cause: CAUSE }),
    );
  const read = (tenantId: TenantId = acme, afterVersion?: number) =>
    database.unitOfWork(tenantId, (uow) => store.read(uow, stream, afterVersion));
  const count = async (table: string) => {
    const { rows } = await admin.query(`select count(*)::int as n from ${table}`);
    return rows[0].n as number;
  };

  /** The messages of this stream in the outbox, in order. */
  const enqueued = async () => {
    const { rows } = await admin.query<MessageChunk>('select topic, payload from outbox order by position');
    const messages = rows.flatMap(({ topic, payload }) =>
      unpack(payload).map((content) => ({ topic, ...content })),
    );
    return messages.filter(({ key }) => key.endsWith(`/${stream}`));
  };

  describe('appends', () => {
    test('events that are read back as they were recorded, in order', async () => {
      const recorded = [
        ...(await append(0, [increase(1), increase(2)])),
        ...(await append(2, [increase(3)])),
      ];
      expect(await read()).toEqual(recorded);
      expect(recorded.map(({ version, data }) => [version, data.by])).toEqual([
        [1, 1],
        [2, 2],
        [3, 3],
      ]);
    });

    test('each event with tenant, time, actor, causation, correlation and trace', async () => {
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      const effectiveAt = parseInstant('2020-02-29T12:00:00.000001Z') as Instant;
      const cause = { ...CAUSE, traceparent };
      await database.unitOfWork(acme, (uow) =>
        store.append(uow, { stream, expectedVersion: 0, events: [{ ...increase(1), effectiveAt }], cause }),
      );
      const [event] = await read();
      expect(event).toMatchObject({ tenantId: 'acme', stream, type: increased.type, effectiveAt, cause });
      expect(event?.id).toMatch(/^evt_/);
      expect(Math.abs(Number(event?.recordedAt) / 1000 - Date.now())).toBeLessThan(60_000);
    });

    test('events that count from when they are recorded, unless said otherwise', async () => {
      const [event] = await append(0, [increase(1)]);
      expect(event?.effectiveAt).toBe(event?.recordedAt);
    });

    test('nothing when there is nothing to append', async () => {
      const before = await count('outbox');
      expect(await append(0, [])).toEqual([]);
      expect(await count('outbox')).toBe(before);
    });

    test('and reads after a version', async () => {
      await append(0, [increase(1), increase(2), increase(3)]);
      expect((await read(acme, 1)).map(({ version }) => version)).toEqual([2, 3]);
      expect(await read(acme, 3)).toEqual([]);
    });

    test('streams of the same name apart for each tenant', async () => {
      await append(0, [increase(1)]);
      await append(0, [increase(5)], globex);
      expect((await read(globex)).map(({ data }) => data.by)).toEqual([5]);
    });

    test('to the outbox too, in one transaction', async () => {
      const [event] = await append(0, [increase(1)]);
      expect(await enqueued()).toEqual([
        {
          topic: COUNTERS.name,
          key: `acme/${stream}`,
          headers: expect.objectContaining({ ce_id: event?.id, ce_type: increased.type }),
          body: '{"by":1}',
        },
      ]);
    });

    test('to the outbox also when the append comes as the last before the commit', async () => {
      await database.unitOfWork(acme, async (uow) => {
        await store.append(uow, { stream, expectedVersion: 0, events: [increase(1)], cause: CAUSE });
        uow.beforeCommit(async () => {
          await store.append(uow, { stream, expectedVersion: 1, events: [increase(2)], cause: CAUSE });
        });
      });
      expect((await enqueued()).map(({ body }) => body)).toEqual(['{"by":1}', '{"by":2}']);
    });
  });

  describe('refuses', () => {
    test.each([
      [0, 'a new stream that is there already'],
      [1, 'a version that has been passed'],
      [9, 'a version that is not reached'],
    ])('expected version %i: %s', async (expectedVersion) => {
      await append(0, [increase(1), increase(2)]);
      await expect(append(expectedVersion, [increase(3)])).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await read()).toHaveLength(2);
    });

    test('all but one of those who append at once', async () => {
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, n) => append(0, [increase(n + 1)])),
      );
      const refused = results.filter((result) => result.status === 'rejected');
      expect(refused.map(({ reason }) => reason.code)).toEqual(Array(7).fill('CONFLICT'));
      expect(await read()).toHaveLength(1);
    });

    test('the second of two who both looked before either wrote', async () => {
      const first = Promise.withResolvers<void>();
      const second = Promise.withResolvers<void>();
      const appending = (looked: () => void, go: Promise<void>) =>
        database.unitOfWork(acme, async (uow) => {
          expect(await store.read(uow, stream)).toEqual([]);
          looked();
          await go;
          await store.append(uow, { stream, expectedVersion: 0, events: [increase(1)], cause: CAUSE });
        });
      const results = await Promise.allSettled([
        appending(first.resolve, second.promise),
        appending(second.resolve, first.promise),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await read()).toHaveLength(1);
    });

    test.each<[what: string, event: NewEvent]>([
      ['a payload that does not fit its schema', increase(-1)],
      ['a field that its schema has not got', { type: increased.type, data: { by: 1, why: 'because' } }],
      ['a missing field', { type: increased.type, data: {} }],
      ['an undeclared type', { type: 'counting.counter.exploded.v1', data: { by: 1 } }],
    ])('%s, and writes nothing', async (_what, faulty) => {
      const before = await count('outbox');
      const appending = database.unitOfWork(acme, async (uow) => {
        const refused = store.append(uow, {
          stream,
          expectedVersion: 0,
          events: [increase(1), faulty],
          cause: CAUSE,
        });
        await expect(refused).rejects.toThrow(faulty.type);
      });
      await appending;
      expect(await read()).toEqual([]);
      expect(await count('outbox')).toBe(before);
    });
  });

  describe('records times that never run back within a stream', () => {
    test('of appends that follow one another as fast as they can', async () => {
      for (let version = 0; version < 20; version++) await append(version, [increase(1)]);
      const times = (await read()).map(({ recordedAt }) => recordedAt);
      for (const [n, at] of times.entries()) expect(at > (times[n - 1] ?? 0n)).toBe(true);
    });

    test("when the database's clock was ahead at the last append", async () => {
      const hour = 3_600_000_000n;
      const [event] = await append(0, [increase(1)]);
      const ahead = instantOf((event?.recordedAt ?? 0n) + hour);
      await admin.query(`set session_replication_role = replica`);
      await admin.query('update event set recorded_at = $1 where stream = $2', [ahead, stream]);
      await admin.query(`set session_replication_role = origin`);
      const [next] = await append(1, [increase(1)]);
      expect(next?.recordedAt).toBe(ahead + 1n);
    });
  });

  describe('keeps what was recorded as it is', () => {
    beforeEach(() => append(0, [increase(1)]));
    const changes = ['update event set data = data', 'delete from event', 'truncate event'];

    test.each(changes)('the app role has no right to: %s', async (change) => {
      const changing = database.unitOfWork(acme, (uow) => uow.query(sql.raw(change)));
      await expect(changing).rejects.toMatchObject({ code: '42501' });
    });

    test.each(changes)('the system role has no right to: %s', async (change) => {
      await expect(database.system.query(change)).rejects.toMatchObject({ code: '42501' });
    });

    test('the system role has no right to append', async () => {
      const { rows } = await admin.query(`select has_table_privilege($1, 'event', 'insert') as may`, [
        new URL(database.urls.system).username,
      ]);
      expect(rows).toEqual([{ may: false }]);
    });

    test.each(changes)('a trigger refuses the superuser: %s', async (change) => {
      await expect(admin.query(change)).rejects.toThrow('event is append-only');
    });

    test('a trigger refuses the owner, who sees no row to change, to truncate', async () => {
      await admin.query(`set role counting_owner`);
      await expect(admin.query('truncate event')).rejects.toThrow('event is append-only');
      await admin.query('reset role');
    });
  });
});
