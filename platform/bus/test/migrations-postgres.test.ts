import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { adminUrl, provision, rolesOf, roleUrl } from '../../tenancy/roles.ts';
import { dropDatabase, testPostgresUrl } from '../../testing/postgres.ts';
import type { DeliveredMessage } from '../port.ts';
import { openPostgresBus } from '../postgres/bus.ts';
import { log } from '../postgres/migrations/0001-log.ts';
import { publish } from '../postgres/migrations/0002-publish.ts';
import { eventually, newGroup, newTopic, textOf, writerOf } from './messages.ts';

const postgresUrl = testPostgresUrl();
const database = `test_bus_${randomBytes(6).toString('hex')}`;

test('a bus that had a row a message is read on, and what is published follows', async () => {
  await provision(postgresUrl, 'bus', database);
  const roles = rolesOf('bus');
  const owner = new pg.Client({ connectionString: roleUrl(postgresUrl, roles.owner, database) });
  await owner.connect();
  await owner.query('create table migration (name text primary key)');
  for (const { name, up } of [log, publish]) {
    await owner.query(`${up(roles)}; insert into migration values ('${name}')`);
  }
  await owner.end();

  const writer = writerOf(newTopic(1));
  const admin = new pg.Client({ connectionString: adminUrl(postgresUrl, database) });
  await admin.connect();
  await admin.query(`with made as (
      insert into topic (name, partitions, retention_ms, writers) values ('${writer.topic.name}', 1, 3600000, 'one')
      returning id
    ) insert into topic_partition (topic_id, partition) select id, 0 from made`);
  for (const text of ['m1', 'm2 😀']) {
    const { topic, partition, key, seq, incarnation, headers, body } = writer.message('a', text);
    await admin.query('select publish($1, $2, $3, $4, $5, $6, $7, $8)', [
      ...[[topic], [partition], [key], [seq], [incarnation], [JSON.stringify(headers)], [body], [100]],
    ]);
  }
  await admin.end();

  const bus = await openPostgresBus({ postgresUrl, database, logger: pino({ level: 'silent' }) });
  await bus.publish([writer.message('a', 'm3')]);
  const got: DeliveredMessage[] = [];
  bus.consume({
    group: newGroup(),
    topics: [writer.topic.name],
    onBatch: async (messages) => void got.push(...messages),
  });
  await eventually(() => got.length === 3);
  expect(got.map((message) => [textOf(message), message.seq, message.offset])).toEqual([
    ['m1', 1n, 0n],
    ['m2 😀', 2n, 1n],
    ['m3', 3n, 2n],
  ]);
  await bus.close();
  await dropDatabase(database);
});
