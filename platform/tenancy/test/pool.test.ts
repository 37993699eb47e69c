import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../testing/postgres.ts';
import { acme, addNote, noteIds, notes } from './notes.ts';

/** A session that was told to ends in that time, also on a machine that is busy. */
const EXIT_MS = 60_000;

describe('A pooled connection', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  beforeAll(async () => {
    database = await testDatabase({ ...notes, poolSize: 1 });
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    await database.unitOfWork(acme, (uow) => addNote(uow, 'of-acme'));
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });

  /** What an app connection sees that ran a unit of work's transaction before. */
  const afterATransaction = async (end: 'commit' | 'rollback') => {
    const client = new pg.Client({ connectionString: database.urls.app });
    await client.connect();
    await client.query('begin');
    await client.query(`select set_config('app.tenant_id', 'acme', true)`);
    await client.query('select * from note');
    await client.query(end);
    const { rows: setting } = await client.query(
      `select current_setting('app.tenant_id', true) as value, (select count(*)::int from note) as notes`,
    );
    await client.end();
    return setting[0];
  };

  test("holds '' and not NULL after a commit, and sees nothing", async () => {
    expect(await afterATransaction('commit')).toEqual({ value: '', notes: 0 });
  });

  test("holds '' and not NULL after a rollback, and sees nothing", async () => {
    expect(await afterATransaction('rollback')).toEqual({ value: '', notes: 0 });
  });

  test('without a tenant sees nothing and can write nothing', async () => {
    const client = new pg.Client({ connectionString: database.urls.app });
    await client.connect();
    expect((await client.query('select * from note')).rows).toEqual([]);
    for (const tenantId of ['acme', '']) {
      const writing = client.query('insert into note (tenant_id, id, size) values ($1, $2, 1)', [
        tenantId,
        'b',
      ]);
      await expect(writing).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
  });

  test('whose session is lost inside a transaction makes room for another one', async () => {
    const losing = database.unitOfWork(acme, async (uow) => {
      const [own] = await uow.query<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await admin.query('select pg_terminate_backend($1)', [own?.pid]);
      await addNote(uow, 'lost');
    });
    await expect(losing).rejects.toThrow();
    expect(await database.unitOfWork(acme, noteIds)).toEqual(['of-acme']);
  });

  test('whose session is lost while idle is replaced', async () => {
    const pid = await database.unitOfWork(acme, async (uow) => {
      const [own] = await uow.query<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      return own?.pid;
    });
    await admin.query('select pg_terminate_backend($1, $2)', [pid, EXIT_MS]);
    await turn(); // what it said last is here: one turn reads it
    expect(await database.unitOfWork(acme, noteIds)).toEqual(['of-acme']);
  });
});
