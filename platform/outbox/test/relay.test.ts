import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { messagesOf } from '../../bus/chunks.ts';
import { MessageTooLargeError } from '../../bus/errors.ts';
import { pack } from '../../bus/payload.ts';
import { type Bus, MAX_BATCH, MAX_MESSAGE_BYTES, type OutgoingMessage } from '../../bus/port.ts';
import { openPostgresBus } from '../../bus/postgres/bus.ts';
import { anEvent, eventually, newTopic, settle } from '../../bus/test/messages.ts';
import { dropDatabase, testPostgresUrl } from '../../testing/postgres.ts';
import { enqueue } from '../outbox.ts';
import type { Relay } from '../relay.ts';
import { expectInOrder, type Harness, logger, openHarness, talliedOf } from './harness.ts';
import { inUnit, tally } from './tallies.ts';

const busDatabase = `test_bus_${randomBytes(6).toString('hex')}`;

describe('The outbox', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness(() =>
      openPostgresBus({ postgresUrl: testPostgresUrl(), database: busDatabase, logger }),
    );
  });
  afterEach(() => harness.reset());
  afterAll(async () => {
    await harness.close();
    await dropDatabase(busDatabase);
  });

  /** A bus that tells what is published, and lets it through when `gate` opens. */
  const watched = (gate: Promise<unknown> = Promise.resolve()) => {
    const batches: (readonly OutgoingMessage[])[] = [];
    const bus: Bus = {
      ...harness.bus,
      publishChunks: async (chunks) => {
        batches.push(chunks.flatMap(messagesOf));
        await gate;
        await harness.bus.publishChunks(chunks);
      },
    };
    return { bus, batches };
  };
  const leads = (relay: Relay) => eventually(() => relay.isLeader());

  describe('takes', () => {
    test('nothing from a unit of work that rolls back', async () => {
      const failing = inUnit(harness.database, async (uow) => {
        await tally(uow, harness.topic, 'a');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      harness.start();
      const written = await harness.change('a');
      const read = await harness.published(1);
      expect(read.map(talliedOf)).toEqual(written);
      expectInOrder(read);
    });

    test('messages of one unit of work in the order in which they were given', async () => {
      harness.start();
      const written = await harness.change('a', 'b', 'a', 'b', 'a', 'a');
      expectInOrder(await harness.published(written.length));
    });

    test('no message that the bus would refuse', async () => {
      const large = anEvent({ text: 'x'.repeat(MAX_MESSAGE_BYTES) });
      const enqueuing = inUnit(harness.database, async (uow) =>
        enqueue(uow, { topic: harness.topic, aggregateId: 'a', event: large }),
      );
      await expect(enqueuing).rejects.toThrow(MessageTooLargeError);
      expect(await harness.waiting()).toEqual([]);
    });
  });

  describe('is emptied by a relay that', () => {
    test('brings what was waiting before it started, and deletes it', async () => {
      const written = await harness.change('a', 'b', 'c');
      harness.start();
      expectInOrder(await harness.published(written.length));
      await eventually(async () => (await harness.waiting()).length === 0);
    });

    test('is woken by a commit, long before it would look by itself', async () => {
      const { bus, batches } = watched();
      const relay = harness.start({ bus, pollMs: 60_000 });
      await leads(relay);
      await harness.change('a');
      await eventually(() => batches.length === 1);
    });

    test('looks by itself when the wake-up is lost', async () => {
      const relay = harness.start({ pollMs: 50 });
      await leads(relay);
      await harness.admin.query(
        `insert into outbox (tenant_id, topic, partition, count, bytes, payload) values ('acme', $1, 0, 1, 3, $2)`,
        [harness.topic.name, pack([{ key: 'a', headers: {}, body: '{}' }])],
      );
      await eventually(async () => (await harness.waiting()).length === 0);
    });

    test('publishes no more at once than it is told to', async () => {
      const { bus, batches } = watched();
      for (const id of 'abcdefghij') await harness.change(id);
      harness.start({ bus, batchSize: 4 });
      expectInOrder(await harness.published(10));
      expect(batches.map((messages) => messages.length)).toEqual([4, 4, 2]);
    });

    test('publishes a chunk whole that is greater than a batch, and alone', async () => {
      const { bus, batches } = watched();
      for (const ids of ['a', 'aaaaa', 'aa', 'a']) await harness.change(...ids);
      harness.start({ bus, batchSize: 3 });
      expectInOrder(await harness.published(9));
      expect(batches.map((messages) => messages.length)).toEqual([1, 5, 3]);
    });

    test('numbers many messages of one commit without a gap, in several chunks', async () => {
      const { bus, batches } = watched();
      const written = await harness.change(...Array.from({ length: 2 * MAX_BATCH + 1 }, () => 'a'));
      harness.start({ bus, batchSize: 1 });
      expectInOrder(await harness.published(written.length));
      expect(batches.map((messages) => messages.length)).toEqual([MAX_BATCH, MAX_BATCH, 1]);
    });

    test('publishes no more bytes at once than memory should hold', async () => {
      const { bus, batches } = watched();
      await inUnit(harness.database, async (uow) => {
        for (let n = 0; n < 20; n++) {
          const event = anEvent({ text: 'x'.repeat(1024 * 1024) });
          enqueue(uow, { topic: harness.topic, aggregateId: 'a', event });
        }
      });
      harness.start({ bus });
      await eventually(async () => (await harness.waiting()).length === 0);
      expect(batches.map((messages) => messages.length)).toEqual([15, 5]);
    });

    test('stops when what it has stamped is published, and stamps nothing more', async () => {
      const gate = Promise.withResolvers<void>();
      const { bus, batches } = watched(gate.promise);
      const relay = harness.start({ bus });
      await harness.change('a', 'b');
      await eventually(() => batches.length === 1);
      await harness.change('c');
      let stopped = false;
      const stopping = relay.stop().then(() => {
        stopped = true;
      });
      await settle(200);
      expect(stopped).toBe(false);
      gate.resolve();
      await stopping;
      expect(batches).toHaveLength(1);
      expect(await harness.waiting()).toEqual([null]);
      const successor = harness.start();
      await leads(successor);
      const read = await harness.published(3);
      expect(read).toHaveLength(3);
      expectInOrder(read);
    });

    test('publishes first what its predecessor had stamped, under the same numbers', async () => {
      const { bus, batches } = watched(Promise.reject(new Error('out of reach')));
      await harness.change('a', 'a', 'a');
      const relay = harness.start({ bus });
      await eventually(() => batches.length > 0);
      await relay.stop();
      expect(await harness.waiting()).toEqual([1n, 2n, 3n]);
      await harness.change('a');
      harness.start();
      expectInOrder(await harness.published(4));
    });

    test('names its own numbering in a topic that another writer has made', async () => {
      const commands = { ...newTopic(1), writers: 'many' as const };
      await harness.bus.ensureTopics([commands]);
      const { bus, batches } = watched();
      harness.start({ bus, topics: [commands] });
      await inUnit(harness.database, (uow) => tally(uow, commands, 'a'));
      await eventually(() => batches.length === 1);
      expect(batches[0]).toMatchObject([{ seq: 1n, incarnation: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    });

    test('counts what it published and what is waiting', async () => {
      const metrics = new Registry();
      const relay = harness.start({ metrics });
      await harness.change('a', 'b');
      await harness.published(2);
      await relay.stop();
      const values = await metrics.getMetricsAsJSON();
      const labels = { database: harness.database.name };
      expect(values).toMatchObject([
        { name: 'outbox_published_total', values: [{ labels, value: 2 }] },
        { name: 'outbox_lag_messages', values: [{ labels, value: 0 }] },
      ]);
    });
  });

  describe('tells whether it is served', () => {
    test('by the one that leads and the one that stands by, and by none that has stopped', async () => {
      const first = harness.start();
      await leads(first);
      const second = harness.start();
      await eventually(() => second.healthy());
      expect([first.isLeader(), second.isLeader()]).toEqual([true, false]);
      await Promise.all([first.stop(), second.stop()]);
      expect([first, second].map((relay) => [relay.healthy(), relay.isLeader()])).toEqual([
        [false, false],
        [false, false],
      ]);
    });

    test('not while the database is out of reach, and it can be stopped then', async () => {
      const url = new URL(harness.database.urls.system);
      url.port = '1';
      const relay = harness.start({ database: { urls: { app: '', system: url.toString() } } });
      await settle(100);
      expect(relay.healthy()).toBe(false);
      await relay.stop();
    });

    test('not while the bus is out of reach, and again when it is back', async () => {
      let reachable = false;
      const flaky: Bus = {
        ...harness.bus,
        existingTopics: async (names) => {
          if (!reachable) throw new Error('out of reach');
          return harness.bus.existingTopics(names);
        },
      };
      const relay = harness.start({ bus: flaky });
      await settle(200);
      expect(relay.healthy()).toBe(false);
      reachable = true;
      await eventually(() => relay.healthy());
      await harness.change('a');
      expectInOrder(await harness.published(1));
    });

    test('not while it holds a message for a topic that the relay was not given, which the log names once', async () => {
      const forgotten = newTopic(1);
      const lines: string[] = [];
      const log = pino({ level: 'warn' }, { write: (text: string) => void lines.push(text) });
      const relay = harness.start({ logger: log });
      await leads(relay);
      await inUnit(harness.database, (uow) => tally(uow, forgotten, 'a'));
      await eventually(() => !relay.healthy());
      await eventually(() => lines.length > 0);
      await settle(1_200);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`${forgotten.name} is not among the topics of this relay`);
      await relay.stop();
      const complete = harness.start({ topics: [harness.topic, forgotten] });
      await eventually(() => complete.healthy());
      await eventually(async () => (await harness.waiting()).length === 0);
    });
  });
});
