import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type pg from 'pg';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { TenantId } from '../../kernel/ids.ts';
import { outboxMigration } from '../../outbox/migrations/0002-outbox.ts';
import { outboxChunksMigration } from '../../outbox/migrations/0005-outbox-chunks.ts';
import { type Migration, tenantTable } from '../../tenancy/migrations.ts';
import type { UnitOfWork } from '../../tenancy/unit-of-work.ts';
import {
  adminPool,
  dropDatabase,
  type TestDatabase,
  testDatabase,
  testPostgresUrl,
} from '../../testing/postgres.ts';
import { type Consumer, startConsumer } from '../consumer.ts';
import { sweepInbox } from '../consuming/inbox.ts';
import type { EventHandler, Outcome } from '../consuming/mode.ts';
import type { Handlers } from '../consuming/one-by-one.ts';
import { listDeadLetters, replayDeadLetters, replayProgress, showDeadLetter } from '../dead-letters.ts';
import { consumerMigration } from '../migrations/0003-consumer.ts';
import { unpack } from '../payload.ts';
import type { Bus, BusEvent, DeliveredMessage, MessageChunk, OutgoingMessage } from '../port.ts';
import { openPostgresBus } from '../postgres/bus.ts';
import { eventually, newGroup, newTopic, settle, type Writer, writerOf } from './messages.ts';

const TYPE = 'test.thing.happened.v1';
const logger = pino({ level: 'silent' });
const busDatabase = `test_bus_${randomBytes(6).toString('hex')}`;

/** One row for each time a handler ran to its end and committed. */
const effectMigration: Migration = {
  name: '0004-effect',
  up: (roles) =>
    tenantTable(
      'effect',
      'position bigint generated always as identity, subject text not null, text text not null',
      roles,
      { app: 'select, insert', system: 'select' },
    ),
};

describe('A consumer', () => {
  let database: TestDatabase;
  let admin: pg.Pool;
  let bus: Bus;
  let writer: Writer;
  let group: string;
  let metrics: Registry;
  const running: Consumer[] = [];

  beforeAll(async () => {
    database = await testDatabase({
      subgraph: 'consuming',
      entities: [],
      migrations: [outboxMigration, outboxChunksMigration, consumerMigration, effectMigration],
    });
    admin = adminPool(database.adminUrl);
    bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), database: busDatabase, logger });
  });
  afterAll(async () => {
    await bus.close();
    await admin.end();
    await database.close();
    await dropDatabase(busDatabase);
  });
  beforeEach(async () => {
    await admin.query('truncate effect, inbox, dead_letter, outbox');
    writer = writerOf(newTopic(1));
    group = newGroup();
    metrics = new Registry();
    await bus.ensureTopics([writer.topic]);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((consumer) => consumer.stop()));
  });

  const retry = { attempts: 3, baseMs: 1, maxMs: 10 };
  const common = () => ({ bus, group, topics: [writer.topic], database, logger, metrics, retry });
  const start = (handlers: Handlers): Consumer => {
    const consumer = startConsumer({ ...common(), handlers });
    running.push(consumer);
    return consumer;
  };
  const publish = (...messages: OutgoingMessage[]) => bus.publish(messages);
  const effects = async (subject?: string): Promise<string[]> => {
    const { rows } = await admin.query('select subject, text from effect order by position');
    return rows.filter((row) => !subject || row.subject === subject).map((row) => row.text);
  };
  const statuses = async (): Promise<string[]> => {
    const { rows } = await admin.query('select status from dead_letter order by position');
    return rows.map((row) => row.status);
  };

  test('has the effect of each event once, in order', async () => {
    start({ [TYPE]: record });
    await publish(...['m1', 'm2', 'm3'].map((text) => writer.message('acme/a', text)));
    await eventually(async () => (await effects()).length === 3);
    expect(await effects()).toEqual(['m1', 'm2', 'm3']);
  });

  test('has the effect once when the same event is delivered again', async () => {
    start({ [TYPE]: record });
    const [m1, m2] = [writer.message('acme/a', 'm1'), writer.message('acme/a', 'm2')];
    await publish(m1, m1, m2);
    await publish(m1, m2);
    await eventually(async () => (await metrics.metrics()).includes('outcome="known"} 3'));
    expect(await effects()).toEqual(['m1', 'm2']);
  });

  test('has the effect once when two instances have the same event in hand', async () => {
    const message = delivered(writer.message('acme/a', 'm1'));
    const twice = {
      ...bus,
      consume: ({ onBatch }: Parameters<Bus['consume']>[0]) => deliverTo(onBatch, [message]),
    };
    for (const consumer of [1, 2]) {
      running.push(startConsumer({ ...common(), bus: twice, handlers: { [TYPE]: slowly(record) } }));
      expect(consumer).toBeGreaterThan(0);
    }
    await eventually(async () => (await effects()).length > 0);
    await settle();
    expect(await effects()).toEqual(['m1']);
  });

  test('leaves nothing behind of a handler that fails, and tries it again', async () => {
    let attempts = 0;
    start({
      [TYPE]: async (event, uow) => {
        await record(event, uow);
        if (++attempts < 3) throw new Error('not yet');
      },
    });
    await publish(writer.message('acme/a', 'm1'));
    await eventually(async () => (await effects()).length > 0);
    expect(attempts).toBe(3);
    expect(await effects()).toEqual(['m1']);
    expect(await statuses()).toEqual([]);
  });

  test('ignores types that it has no handler for', async () => {
    start({ 'test.thing.other.v1': record });
    await publish(writer.message('acme/a', 'm1'));
    await eventually(async () => (await metrics.metrics()).includes('outcome="ignored"} 1'));
    expect(await effects()).toEqual([]);
  });

  test('passes over events that do not concern it, without a transaction', async () => {
    const concerns = ({ subject }: BusEvent) => subject.endsWith('b');
    running.push(startConsumer({ ...common(), handlers: { [TYPE]: record }, concerns }));
    await publish(writer.message('acme/a', 'm1'), writer.message('acme/b', 'm2'));
    await eventually(async () => (await effects()).length === 1);
    expect(await effects('acme/b')).toHaveLength(1);
    const { rows } = await admin.query('select event_id from inbox');
    expect(rows).toHaveLength(1);
  });

  test('works as the tenant of the event', async () => {
    const tenants: string[] = [];
    start({ [TYPE]: async (event, uow) => void tenants.push(event.tenantId, uow.tenantId) });
    await publish(writer.message('acme/a', 'm1'));
    await eventually(() => tenants.length > 0);
    expect(tenants).toEqual(['acme', 'acme']);
  });

  test('makes a message that keeps failing a dead letter and parks what follows of its key; other keys go on', async () => {
    start({ [TYPE]: failingOn('poison') });
    await publish(
      writer.message('acme/a', 'poison'),
      writer.message('acme/a', 'a2'),
      writer.message('acme/b', 'b1'),
    );
    await eventually(async () => (await effects('acme/b')).length === 1 && (await statuses()).length === 2);
    await publish(writer.message('acme/a', 'a3'), writer.message('acme/b', 'b2'));
    await eventually(async () => (await effects('acme/b')).length === 2 && (await statuses()).length === 3);
    expect(await statuses()).toEqual(['dead', 'parked', 'parked']);
    expect(await effects('acme/a')).toEqual([]);
  });

  test('tells of a dead letter on <topic>.dlq, with the error', async () => {
    await start({ [TYPE]: failingOn('poison') }).started; // the topic is there then
    const poison = writer.message('acme/a', 'poison');
    await publish(poison);
    await eventually(async () => (await statuses()).length === 1);
    const { rows } = await admin.query<MessageChunk>('select topic, payload from outbox');
    const [letter] = rows.flatMap(({ topic, payload }) =>
      unpack(payload).map((content) => ({ topic, ...content })),
    );
    expect(letter).toMatchObject({ topic: `${writer.topic.name}.dlq`, key: 'acme/a' });
    expect(JSON.parse(letter?.body ?? '')).toMatchObject({
      consumer: group,
      error: 'Error: cannot handle poison',
      attempts: 3,
      seq: '1',
      event: { id: poison.headers.ce_id, data: { text: 'poison' } },
    });
    expect(await bus.existingTopics([`${writer.topic.name}.dlq`])).toHaveProperty('size', 1);
  });

  test('replays a dead letter and what was parked behind it in order, then goes on with the key', async () => {
    let mended = false;
    start({ [TYPE]: (event, uow) => (mended ? record(event, uow) : failingOn('poison')(event, uow)) });
    await publish(...['poison', 'a2', 'a3'].map((text) => writer.message('acme/a', text)));
    await eventually(async () => (await statuses()).length === 3);
    mended = true;
    expect(await replayDeadLetters(database.system, { consumer: group })).toBe(1);
    await eventually(async () => (await statuses()).length === 0);
    await publish(writer.message('acme/a', 'a4'));
    await eventually(async () => (await effects()).length === 4);
    expect(await effects()).toEqual(['poison', 'a2', 'a3', 'a4']);
  });

  test('a dead letter that fails again stays one, and its key stays parked', async () => {
    start({ [TYPE]: failingOn('poison') });
    await publish(writer.message('acme/a', 'poison'), writer.message('acme/a', 'a2'));
    await eventually(async () => (await statuses()).length === 2);
    await replayDeadLetters(database.system);
    await eventually(async () => (await listDeadLetters(database.system))[0]?.attempts === 6);
    expect(await statuses()).toEqual(['dead', 'parked']);
    expect(await effects()).toEqual([]);
  });

  test('a parked message that fails in a replay is the dead letter then', async () => {
    let broken = 'poison';
    start({ [TYPE]: (event, uow) => failingOn(broken)(event, uow) });
    await publish(...['poison', 'a2', 'a3'].map((text) => writer.message('acme/a', text)));
    await eventually(async () => (await statuses()).length === 3);
    broken = 'a2';
    await replayDeadLetters(database.system);
    await eventually(async () => (await statuses()).length === 2 && (await statuses())[0] === 'dead');
    expect(await effects()).toEqual(['poison']);
    expect(await statuses()).toEqual(['dead', 'parked']);
  });

  test('a key stays parked over a restart', async () => {
    const consumer = start({ [TYPE]: failingOn('poison') });
    await publish(writer.message('acme/a', 'poison'));
    await eventually(async () => (await statuses()).length === 1);
    await consumer.stop();
    start({ [TYPE]: record });
    await publish(writer.message('acme/a', 'a2'));
    await eventually(async () => (await statuses()).length === 2);
    expect(await effects()).toEqual([]);
  });

  test('waits for the database for as long as it takes, is not ready meanwhile, and loses nothing', async () => {
    let failures = 0;
    const consumer = start({
      [TYPE]: async (event, uow) => {
        if (++failures <= 4) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
        await record(event, uow);
      },
    });
    await consumer.started;
    expect(consumer.ready()).toBe(true);
    await publish(writer.message('acme/a', 'm1'));
    await eventually(() => !consumer.ready());
    await eventually(async () => (await effects()).length === 1);
    await eventually(() => consumer.ready());
    expect(failures).toBe(5);
    expect(await statuses()).toEqual([]);
  });

  test('has each effect once though its connections are killed again and again', async () => {
    start({ [TYPE]: slowly(record) });
    const texts = Array.from({ length: 30 }, (_, n) => `m${n}`);
    await publish(...texts.map((text, n) => writer.message(`acme/${n % 3}`, text)));
    for (let round = 0; round < 5; round++) {
      await settle(60);
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'consuming_app' and datname = $1`,
        [database.name],
      );
    }
    await eventually(async () => (await effects()).length >= 30);
    await settle();
    expect((await effects()).sort()).toEqual(texts.sort());
  });

  test('operators list, show and replay single dead letters of all tenants', async () => {
    start({ [TYPE]: failingOn('poison') });
    const poison = writer.message('acme/a', 'poison');
    await publish(poison, writer.message('acme/a', 'a2'));
    await eventually(async () => (await statuses()).length === 2);
    const eventId = poison.headers.ce_id;
    expect(await listDeadLetters(database.system, { consumer: group })).toMatchObject([
      {
        consumer: group,
        tenantId: 'acme',
        eventId,
        status: 'dead',
        error: 'Error: cannot handle poison',
        parked: 1,
      },
    ]);
    expect(await listDeadLetters(database.system, { consumer: 'another' })).toEqual([]);
    expect(await showDeadLetter(database.system, eventId ?? '')).toMatchObject([
      { seq: 1n, body: JSON.stringify({ text: 'poison' }) },
    ]);
    expect(await replayProgress(database.system)).toEqual({ replaying: 0, dead: 1, parked: 1 });
    expect(await replayDeadLetters(database.system, { eventId: 'evt_nobody' })).toBe(0);
  });

  test('the inbox forgets what the bus no longer holds', async () => {
    start({ [TYPE]: record });
    await publish(writer.message('acme/a', 'm1'), writer.message('acme/a', 'm2'));
    await eventually(async () => (await effects()).length === 2);
    await admin.query('update inbox set recorded_at = 0 where event_id = (select min(event_id) from inbox)');
    await sweepInbox(database, group, 60_000, logger);
    expect((await admin.query('select from inbox')).rowCount).toBe(1);
  });

  describe('with a batch handler', () => {
    const startBatches = (handleBatch: (events: readonly BusEvent[]) => Promise<Outcome[]>): Consumer => {
      const consumer = startConsumer({ ...common(), handleBatch });
      running.push(consumer);
      return consumer;
    };

    test('gets many events at once and tells of each what became of it', async () => {
      const batches: string[][] = [];
      await publish(...['m1', 'm2', 'm3'].map((text) => writer.message('acme/a', text)));
      startBatches(async (events) => {
        batches.push(events.map((event) => String(event.data.text)));
        return events.map((event) => (event.data.text === 'm2' && batches.length < 3 ? refused : 'done'));
      });
      await eventually(() => batches.length === 3);
      expect(batches).toEqual([['m1', 'm2', 'm3'], ['m2'], ['m2']]);
    });

    test('an event that keeps failing is a dead letter, what fails after it is parked, until replayed', async () => {
      let mended = false;
      const done: string[] = [];
      startBatches(async (events) =>
        events.map((event): Outcome => {
          if (!mended && event.subject === 'acme/a') return refused;
          done.push(String(event.data.text));
          return 'done';
        }),
      );
      await publish(
        ...['a1', 'a2'].map((text) => writer.message('acme/a', text)),
        writer.message('acme/b', 'b1'),
      );
      await eventually(async () => (await statuses()).length === 2);
      await publish(writer.message('acme/a', 'a3'), writer.message('acme/b', 'b2'));
      await eventually(async () => done.length === 2 && (await statuses()).length === 3);
      expect(await statuses()).toEqual(['dead', 'parked', 'parked']);
      mended = true;
      await replayDeadLetters(database.system);
      await eventually(async () => (await statuses()).length === 0);
      expect(done).toEqual(['b1', 'b2', 'a1', 'a2', 'a3']);
    });

    test('an event is given up for its own failures only, not for those of its neighbours', async () => {
      let rounds = 0;
      const unreachable = { error: Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' }) };
      startBatches(async (events) => {
        rounds++;
        return events.map(({ subject }): Outcome => {
          if (subject === 'acme/a') return refused;
          if (rounds < retry.attempts) return unreachable;
          return rounds === retry.attempts ? refused : 'done';
        });
      });
      await publish(writer.message('acme/a', 'a1'), writer.message('acme/b', 'b1'));
      await eventually(() => rounds > retry.attempts);
      await eventually(async () => (await statuses()).length === 1);
      expect((await listDeadLetters(database.system)).map(({ key }) => key)).toEqual(['acme/a']);
    });

    test('a batch handler that throws is tried again, for ever when it is the database', async () => {
      let rounds = 0;
      startBatches(async (events) => {
        if (++rounds < 6) throw Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' });
        return events.map(() => 'done');
      });
      await publish(writer.message('acme/a', 'm1'));
      await eventually(() => rounds === 6);
      expect(await statuses()).toEqual([]);
    });
  });
});

const refused = { error: new Error('refused') };

const record: EventHandler = async (event: BusEvent, uow: UnitOfWork) => {
  await uow.query(sql`
    insert into effect (tenant_id, subject, text)
    values (${uow.tenantId}, ${event.subject}, ${String(event.data.text)})`);
};

const failingOn =
  (text: string): EventHandler =>
  async (event, uow) => {
    await record(event, uow);
    if (event.data.text === text) throw new Error(`cannot handle ${text}`);
  };

const slowly =
  (handler: EventHandler): EventHandler =>
  async (event, uow) => {
    await handler(event, uow);
    await uow.query(sql`select pg_sleep(0.02)`);
  };

/** A message as a bus would hand it over. */
const delivered = ({
  topic,
  partition,
  key,
  seq,
  incarnation,
  headers,
  body,
}: OutgoingMessage): DeliveredMessage => ({
  topic,
  partition,
  offset: 0n,
  key,
  seq,
  incarnation,
  event: {
    ...(JSON.parse(JSON.stringify({ data: JSON.parse(body) })) as Pick<BusEvent, 'data'>),
    id: headers.ce_id ?? '',
    source: 'test',
    type: TYPE,
    subject: key,
    tenantId: 'acme' as TenantId,
    actor: 'alice',
    time: 0n as BusEvent['time'],
    effectiveAt: 0n as BusEvent['effectiveAt'],
    correlationId: 'cor_1',
    causationId: 'cau_1',
  },
});

const deliverTo = (
  onBatch: (messages: readonly DeliveredMessage[]) => Promise<void>,
  messages: DeliveredMessage[],
) => {
  const work = onBatch(messages);
  return { started: Promise.resolve(), stop: () => work, lag: async () => 0n };
};
