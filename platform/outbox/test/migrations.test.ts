import { expect, test } from '@jest/globals';
import pg from 'pg';
import { unpack } from '../../bus/payload.ts';
import type { MessageChunk } from '../../bus/port.ts';
import { openDatabase } from '../../tenancy/database.ts';
import { testDatabase, testPostgresUrl } from '../../testing/postgres.ts';
import { outboxMigration } from '../migrations/0002-outbox.ts';
import { outboxChunksMigration } from '../migrations/0005-outbox-chunks.ts';

test('what waited as rows of one message waits as chunks of one, with the numbers it had', async () => {
  const before = { subgraph: 'older', entities: [], migrations: [outboxMigration] };
  const database = await testDatabase(before);
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(`
    insert into outbox (tenant_id, topic, partition, key, headers, body, seq) values
      ('acme', 'test.old.v1', 2, 'acme/ä', '{"ce_id":"1","ce_subject":"\\"😀\\""}', '{"text":"a\\nb 😀"}', 7),
      ('acme', 'test.old.v1', 0, 'acme/b', '{}', '{}', null)`);
  const migrations = [...before.migrations, outboxChunksMigration];
  const after = await openDatabase({
    ...before,
    migrations,
    postgresUrl: testPostgresUrl(),
    database: database.name,
  });
  await after.close();
  const { rows } = await admin.query<MessageChunk & { seq: string | null }>(
    'select topic, partition, count, seq, payload from outbox order by position',
  );
  expect(rows.map(({ payload, ...row }) => ({ ...row, messages: unpack(payload) }))).toEqual([
    {
      ...{ topic: 'test.old.v1', partition: 2, count: 1, seq: '7' },
      messages: [{ key: 'acme/ä', headers: { ce_id: '1', ce_subject: '"😀"' }, body: '{"text":"a\\nb 😀"}' }],
    },
    {
      ...{ topic: 'test.old.v1', partition: 0, count: 1, seq: null },
      messages: [{ key: 'acme/b', headers: {}, body: '{}' }],
    },
  ]);
  await admin.end();
  await database.close();
});
