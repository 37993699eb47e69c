import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { adminUrl } from '../../tenancy/roles.ts';
import { adminPool, dropDatabase, testPostgresUrl } from '../../testing/postgres.ts';
import type { Bus } from '../port.ts';
import { openPostgresBus } from '../postgres/bus.ts';
import { sweepExpired } from '../postgres/retention.ts';
import { busContract } from './contract.ts';
import { eventually, newGroup, newTopic, textOf, writerOf } from './messages.ts';

const database = `test_bus_${randomBytes(6).toString('hex')}`;
const logger = pino({ level: 'silent' });
const open = (): Promise<Bus> => openPostgresBus({ postgresUrl: testPostgresUrl(), database, logger });
const admin = adminPool(adminUrl(testPostgresUrl(), database));

describe('The bus on PostgreSQL', () => {
  afterAll(async () => {
    await admin.end();
    await dropDatabase(database);
  });

  busContract({
    open,
    deleteTopic: async (name) => {
      await admin.query('delete from topic where name = $1', [name]);
    },
  });

  test('a member whose session is killed leaves its partitions to another one, and joins again', async () => {
    const [bus, other] = [await open(), await open()];
    const writer = writerOf(newTopic());
    await bus.ensureTopics([writer.topic]);
    const group = newGroup();
    const got: string[] = [];
    for (const member of [bus, other]) {
      const { started } = member.consume({
        group,
        topics: [writer.topic.name],
        onBatch: async (messages) => void got.push(...messages.map(textOf)),
      });
      await started;
    }
    for (const text of ['m1', 'm2', 'm3']) {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_locks
         where locktype = 'advisory' and granted
           and database = (select oid from pg_database where datname = current_database())`, // other suites have locks too
      );
      await bus.publish([writer.message('a', text)]);
      await eventually(() => got.includes(text));
    }
    expect(new Set(got)).toEqual(new Set(['m1', 'm2', 'm3']));
    await Promise.all([bus.close(), other.close()]);
  });

  test('publishers in parallel give each partition gapless offsets', async () => {
    const bus = await open();
    const writer = writerOf(newTopic());
    await bus.ensureTopics([writer.topic]);
    const batches = Array.from({ length: 40 }, (_, n) =>
      [0, 1, 2].map((partition) => writer.inPartition((partition + n) % 3, `m${n}`)),
    );
    await Promise.all(batches.map((messages) => bus.publish(messages)));
    const { rows } = await admin.query(
      `select partition, sum(count)::int as held, max(last_position)::int as last
       from chunk join topic on id = topic_id where name = $1 group by partition order by partition`,
      [writer.topic.name],
    );
    expect(rows).toEqual([0, 1, 2].map((partition) => ({ partition, held: 40, last: 39 })));
    await bus.close();
  });

  test('what is older than the retention is deleted, oldest first', async () => {
    const bus = await open();
    const writer = writerOf({ ...newTopic(1), retentionMs: 3_600_000 });
    await bus.ensureTopics([writer.topic]);
    for (let n = 1; n <= 3; n++)
      await bus.publish([writer.message('a', `m${n}`), writer.message('a', `n${n}`)]);
    await admin.query(
      `update chunk set published_at = now() - interval '2 hours'
       where last_position < 4 and topic_id = (select id from topic where name = $1)`,
      [writer.topic.name],
    );
    expect(await sweepExpired(admin)).toBe(2);
    expect(await bus.ranges(writer.topic.name)).toMatchObject([{ first: 5n, last: 6n }]);
    const got: string[] = [];
    bus.tail({
      topic: writer.topic.name,
      from: new Map([[0, 2n]]),
      onMessage: (message) => void got.push(textOf(message)),
    });
    await eventually(() => got.length === 2);
    expect(got).toEqual(['m3', 'n3']);
    await bus.close();
  });
});
