import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { messagesOf } from '../../bus/chunks.ts';
import { type Consumer, startConsumer } from '../../bus/consumer.ts';
import type { Bus } from '../../bus/port.ts';
import { eventually, newGroup } from '../../bus/test/messages.ts';
import { expectInOrder, firstCopies, type Harness, line, logger, openHarness, talliedOf } from './harness.ts';
import { lost, positionCursor, reordered, transactionCursor } from './naive-cursors.ts';
import type { RelayProcess } from './relay-process.ts';
import { inUnit, type Tallied, tally, whenWritten } from './tallies.ts';

export interface RelayContractOptions {
  readonly open: () => Promise<Bus>;
  /** The same bus, for a process of its own. */
  readonly address: RelayProcess['bus'];
  readonly deleteTopic: (name: string) => Promise<void>;
  /** How often each of the 20 writers writes. */
  readonly unitsPerWriter: number;
}

const WRITERS = 20;
/** Few, so that writers wait for one another's rows. */
const AGGREGATES = 8;
const RELAY_LOCK_HOLDER = `
  select pid from pg_locks
  where locktype = 'advisory' and objid = 7203002 and granted
    and database = (select oid from pg_database where datname = current_database())`;

/** What the relay promises, on any bus. */
export function relayContract({ open, address, deleteTopic, unitsPerWriter }: RelayContractOptions): void {
  let harness: Harness;
  const consumers: Consumer[] = [];
  beforeAll(async () => {
    harness = await openHarness(open);
  });
  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
    await harness.reset();
  });
  afterAll(() => harness.close());

  /** Has one effect a message, by the inbox. */
  const consume = (): void => {
    const { bus, database, topic } = harness;
    const consumer = startConsumer({
      ...{ bus, database, logger, topics: [topic] },
      group: newGroup(),
      metrics: new Registry(),
      handlers: {
        'test.thing.happened.v1': async ({ data }, uow) => {
          await uow.query(
            sql`insert into effect (tenant_id, id, n) values (${uow.tenantId}, ${data.id}, ${data.n})`,
          );
        },
      },
    });
    consumers.push(consumer);
  };
  const effects = async (): Promise<Tallied[]> => {
    const { rows } = await harness.admin.query<Tallied>('select id, n from effect order by id, n');
    return rows;
  };
  const inOrder = (tallied: readonly Tallied[]): Tallied[] =>
    tallied.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.n - b.n));

  /** One unit of work that begins early, waits for rows, and commits late. */
  const write = (random: () => number): Promise<Tallied[]> =>
    inUnit(harness.database, async (uow) => {
      const nap = async () => {
        if (random() < 0.5) await uow.query(sql`select pg_sleep(${random() * 0.015})`);
      };
      if (random() < 0.5) await uow.query(sql`select pg_current_xact_id()`);
      await nap();
      const ids = new Set([1, 2].map(() => `a${Math.floor(random() * AGGREGATES)}`));
      const changed: Tallied[] = [];
      for (const id of [...ids].sort()) {
        changed.push(await tally(uow, harness.topic, id));
        await nap();
      }
      whenWritten(uow, nap);
      return changed;
    });

  /** Takes its place in the outbox first, and commits last. */
  const commitLate = async (meanwhile: () => Promise<unknown>): Promise<Tallied> =>
    inUnit(harness.database, async (uow) => {
      const tallied = await tally(uow, harness.topic, 'late');
      whenWritten(uow, meanwhile);
      return tallied;
    });

  /** Takes its transaction's number first, and then waits for the other one's row. */
  const waitForRow = async (): Promise<Tallied[]> => {
    const numbered = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const waiter = inUnit(harness.database, async (uow) => {
      await uow.query(sql`select pg_current_xact_id()`);
      numbered.resolve();
      await locked.promise;
      return tally(uow, harness.topic, 'shared');
    });
    await numbered.promise;
    const holder = inUnit(harness.database, async (uow) => {
      const tallied = await tally(uow, harness.topic, 'shared');
      locked.resolve();
      await uow.query(sql`select pg_sleep(0.05)`);
      return tallied;
    });
    return Promise.all([holder, waiter]);
  };

  test('20 writers that commit in another order than they began: nothing is lost, numbers are gapless, aggregates keep their order; cursors lose and reorder', async () => {
    harness.start();
    const cursors = [positionCursor(harness.admin), transactionCursor(harness.admin)] as const;
    const poll = () => Promise.all(cursors.map((cursor) => cursor.poll()));
    const written: Tallied[] = [];

    let writing = true;
    const polling = (async () => {
      while (writing) await poll();
    })();
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        for (let n = 0; n < unitsPerWriter; n++) written.push(...(await write(Math.random)));
      }),
    );
    writing = false;
    await polling;
    const late = await commitLate(async () => {
      written.push(...(await harness.change('early')));
      await poll();
    });
    const [held, waited] = await waitForRow();
    written.push(late, ...[held, waited].filter((tallied) => tallied !== undefined));
    await poll();

    const read = await harness.published(written.length);
    expectInOrder(read);
    expect(inOrder(read.map(talliedOf))).toEqual(inOrder(written));
    const [byPosition, byTransaction] = cursors;
    expect(lost(written, byPosition.read)).toContainEqual(late);
    expect(lost(written, byTransaction.read)).toContainEqual(late);
    expect(reordered(byTransaction.read)).toContainEqual(held);
  });

  test('two relays, the leading session killed again and again: the other one takes over, each effect comes once', async () => {
    consume();
    const relays = [harness.start(), harness.start()];
    const oneLeads = () => relays.filter((relay) => relay.isLeader()).length === 1;
    await eventually(() => oneLeads() && relays.every((relay) => relay.healthy()));
    const written: Tallied[] = [];
    let writing = true;
    const writers = Array.from({ length: 4 }, async () => {
      while (writing) written.push(...(await write(Math.random)));
    });
    const killed = new Set<number>();
    const led = new Set<number>();
    try {
      while (killed.size < 4) {
        const { rows } = await harness.admin.query<{ pid: number }>(RELAY_LOCK_HOLDER);
        const pid = rows[0]?.pid;
        if (!pid || killed.has(pid) || !oneLeads()) continue;
        led.add(relays.findIndex((relay) => relay.isLeader()));
        await harness.admin.query('select pg_terminate_backend($1)', [pid]);
        killed.add(pid);
      }
    } finally {
      writing = false;
      await Promise.all(writers);
    }
    expect(led).toEqual(new Set([0, 1]));
    expectInOrder(await harness.published(written.length));
    await eventually(async () => (await effects()).length >= written.length);
    expect(await effects()).toEqual(inOrder(written));
    await eventually(() => oneLeads() && relays.every((relay) => relay.healthy()));
  });

  test('a relay whose process is killed while it publishes: its successor repeats the batch under the same numbers, each effect comes once', async () => {
    consume();
    const child = await harness.startProcess(address);
    const successor = harness.start();
    const halfway = line(child, 'halfway');
    const ids = Array.from({ length: 10 }, (_, n) => `a${n}`);
    const written = await harness.change(...ids);
    await halfway;
    expect(successor.isLeader()).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    written.push(...(await harness.change(...ids)));
    const copies = written.length + ids.length / 2;
    const read = await harness.published(written.length, copies);
    expectInOrder(read);
    expect(read).toHaveLength(copies);
    await eventually(async () => (await effects()).length >= written.length);
    expect(await effects()).toEqual(inOrder(written));
  });

  test('a publication that fails halfway is repeated under the same numbers', async () => {
    let failures = 2;
    const { bus } = harness;
    const failing: Bus = {
      ...bus,
      publishChunks: async (chunks) => {
        const messages = chunks.flatMap(messagesOf);
        if (failures === 0 || messages.length < 2) return bus.publish(messages);
        failures -= 1;
        await bus.publish(messages.slice(0, messages.length / 2));
        throw new Error('out of reach');
      },
    };
    const written = await harness.change('a', 'b', 'c', 'd');
    const relay = harness.start({ bus: failing });
    const read = await harness.published(written.length, 8);
    expect(failures).toBe(0);
    expect(read).toHaveLength(8);
    expectInOrder(read);
    await eventually(async () => (await harness.waiting()).length === 0);
    expect(relay.healthy()).toBe(true);
  });

  test('a topic that was deleted is a new incarnation, numbered from 1', async () => {
    harness.start();
    await harness.change('a', 'b', 'c', 'a', 'b', 'c');
    const before = await harness.published(6);
    await eventually(async () => (await harness.waiting()).length === 0);
    await deleteTopic(harness.topic.name);
    await eventually(async () => (await harness.bus.existingTopics([harness.topic.name])).size === 0);
    await harness.change('a');
    await harness.change('a', 'b');
    const after = firstCopies(await harness.published(3));
    expect(after.map(talliedOf).filter(({ id }) => id === 'a')).toEqual([
      { id: 'a', n: 3 },
      { id: 'a', n: 4 },
    ]);
    const incarnations = (read: typeof after) => new Set(read.map(({ incarnation }) => incarnation));
    expect(incarnations(before).size).toBe(1);
    expect(incarnations(after).size).toBe(1);
    expect(incarnations(after)).not.toEqual(incarnations(before));
    for (const messages of Map.groupBy(after, ({ partition }) => partition).values()) {
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, n) => BigInt(n + 1)));
    }
  });
}
