import { afterAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { tenantTable } from '../../tenancy/migrations.ts';
import { type TestDatabaseOptions, testDatabase, testPostgresUrl } from '../postgres.ts';

const options: TestDatabaseOptions = {
  subgraph: 'testing',
  entities: [],
  migrations: [
    {
      name: '0001-note',
      up: (roles) =>
        tenantTable('note', 'text text not null', roles, { app: 'select, insert', system: 'select' }),
    },
  ],
};
const one = await testDatabase(options);
const other = await testDatabase(options);

afterAll(async () => {
  await one.close();
  await other.close();
});

test('each database is fresh', async () => {
  const admin = new pg.Client({ connectionString: one.adminUrl });
  await admin.connect();
  await admin.query(`insert into note values ('acme', 'here')`);
  await admin.end();
  expect((await one.system.query('select * from note')).rowCount).toBe(1);
  expect((await other.system.query('select * from note')).rowCount).toBe(0);
});

test('a closed database is dropped', async () => {
  const brief = await testDatabase(options);
  await brief.close();
  const admin = new pg.Client({ connectionString: testPostgresUrl() });
  await admin.connect();
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [brief.name]);
  await admin.end();
  expect(rowCount).toBe(0);
});

test('nobody but the roles of its subgraph may connect', async () => {
  const admin = new pg.Client({ connectionString: testPostgresUrl() });
  await admin.connect();
  const { rows } = await admin.query(`select has_database_privilege('public', $1, 'connect') as open`, [
    one.name,
  ]);
  await admin.end();
  expect(rows).toEqual([{ open: false }]);
});
