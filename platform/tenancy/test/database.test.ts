import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  cloneDatabase,
  dropDatabase,
  type TestDatabase,
  testDatabase,
  testPostgresUrl,
} from '../../testing/postgres.ts';
import { openDatabase } from '../database.ts';
import { provision, rolesOf, roleUrl } from '../roles.ts';
import { acme, addNote, noteMigration, notes } from './notes.ts';

const query = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

describe('Opening a database', () => {
  test('whose schema is newer than the code is refused in one clear line', async () => {
    const later = { name: '0002-later', up: () => ['create table later (tenant_id text)'] };
    const name = await cloneDatabase({ ...notes, migrations: [noteMigration, later] });
    const opening = openDatabase({ ...notes, postgresUrl: testPostgresUrl(), database: name });
    await expect(opening).rejects.toThrow(
      /^The database of notes is newer than this code: it has migration "0002-later"\.$/,
    );
    await dropDatabase(name);
  });

  test('runs the migrations that are missing, each once', async () => {
    const name = await cloneDatabase(notes);
    const added = { name: '0002-added', up: () => ['alter table note add column colour text'] };
    for (let start = 0; start < 2; start++) {
      const options = { ...notes, migrations: [noteMigration, added], postgresUrl: testPostgresUrl() };
      const database = await openDatabase({ ...options, database: name });
      await database.system.query('select colour from note');
      await database.close();
    }
    await dropDatabase(name);
  });

  test('a migration that fails leaves nothing behind', async () => {
    const name = await cloneDatabase(notes);
    const faulty = {
      name: '0002-faulty',
      up: () => ['create table half (n int)', 'create table half (n int)'],
    };
    const opening = openDatabase({
      ...notes,
      migrations: [noteMigration, faulty],
      postgresUrl: testPostgresUrl(),
      database: name,
    });
    await expect(opening).rejects.toThrow('half');
    const database = await openDatabase({ ...notes, postgresUrl: testPostgresUrl(), database: name });
    await expect(database.system.query('select from half')).rejects.toThrow('does not exist');
    await database.close();
    await dropDatabase(name);
  });

  test('is safe by ten at once, from nothing', async () => {
    const subgraph = `ten-${randomBytes(4).toString('hex')}`;
    const options = { ...notes, subgraph, postgresUrl: testPostgresUrl() };
    const opened = await Promise.all(Array.from({ length: 10 }, () => openDatabase(options)));
    const [first] = opened;
    await first?.unitOfWork(acme, (uow) => addNote(uow, 'a'));
    for (const database of opened) {
      expect((await database.system.query('select id from note')).rows).toEqual([{ id: 'a' }]);
      await database.close();
    }
    await dropDatabase(subgraph.replaceAll('-', '_'));
    const roles = Object.values(rolesOf(subgraph));
    await query(testPostgresUrl(), `drop role ${roles.join(', ')}`);
  });

  test("goes on when the administrator's password has changed", async () => {
    // Roles are the server's: other tests go on with those of "notes" meanwhile.
    const subgraph = 'notes-elsewhere';
    const name = await cloneDatabase({ ...notes, subgraph });
    const { app } = rolesOf(subgraph);
    await query(testPostgresUrl(), `alter role ${app} password 'of the old days'`);
    await expect(query(roleUrl(testPostgresUrl(), app, name), 'select 1')).rejects.toThrow('password');
    await provision(testPostgresUrl(), subgraph, name);
    expect(await query(roleUrl(testPostgresUrl(), app, name), 'select 1 as one')).toEqual([{ one: 1 }]);
    await dropDatabase(name);
  });
});

describe('The roles of a subgraph', () => {
  const roles = rolesOf(notes.subgraph);
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase(notes);
    await database.unitOfWork(acme, (uow) => addNote(uow, 'a'));
  });
  afterAll(() => database.close());

  const asOwner = (text: string) => query(roleUrl(testPostgresUrl(), roles.owner, database.name), text);

  test('are no superusers, cannot bypass row-level security, make neither roles nor databases', async () => {
    const rows = await query(
      database.adminUrl,
      `select rolname from pg_roles
       where rolname in ('${Object.values(roles).join("', '")}')
         and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    );
    expect(rows).toHaveLength(3);
  });

  test('the app role owns nothing and can make nothing', async () => {
    const owned = await query(
      database.adminUrl,
      `select from pg_shdepend where refobjid = '${roles.app}'::regrole and deptype = 'o'`,
    );
    expect(owned).toEqual([]);
    for (const statement of [
      'create table mine (n int)',
      'create temporary table mine (n int)',
      'create schema mine',
      'alter table note disable row level security',
      'drop policy own_tenant on note',
      'truncate note',
      `set role ${roles.owner}`,
    ]) {
      await expect(query(database.urls.app, statement)).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('the app role cannot switch row-level security off and read on', async () => {
    await expect(query(database.urls.app, 'set row_security = off; select * from note')).rejects.toThrow(
      'row-level security',
    );
  });

  test('the owner reads nothing: row-level security is forced', async () => {
    expect(await asOwner('select * from note')).toEqual([]);
    expect(await asOwner(`select set_config('app.tenant_id', 'acme', false); `)).toHaveLength(1);
    expect(await query(database.adminUrl, 'select id from note')).toEqual([{ id: 'a' }]);
  });

  test('the system role sees all tenants, and does what it was granted only', async () => {
    expect((await database.system.query('select id from note')).rows).toEqual([{ id: 'a' }]);
    await expect(database.system.query('delete from note')).rejects.toMatchObject({ code: '42501' });
  });
});
