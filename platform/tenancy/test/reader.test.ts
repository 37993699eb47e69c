import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { TenantId } from '../../kernel/ids.ts';
import { type TestDatabase, testDatabase } from '../../testing/postgres.ts';
import { tenantTable } from '../migrations.ts';

const acme = 'acme' as TenantId;
const globex = 'globex' as TenantId;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({
    subgraph: 'reader_test',
    entities: [],
    migrations: [
      {
        name: '0001-note',
        up: (roles) =>
          tenantTable('note', 'id bigint not null, primary key (tenant_id, id)', roles, {
            app: 'select, insert',
            system: '',
          }),
      },
    ],
  });
  for (const tenant of [acme, globex]) {
    await database.unitOfWork(tenant, (uow) => uow.query(sql`insert into note values (${tenant}, 7)`));
  }
});
afterAll(() => database.close());

const all = sql<{ tenant_id: string; id: bigint }>`select * from note where id = any(${[7]}::bigint[])`;

test('a reader sees its tenant only, with integers of 8 bytes as bigint', async () => {
  expect(await database.reader(acme).query(all)).toEqual([{ tenant_id: 'acme', id: 7n }]);
});

test('100 readers of two tenants at once never see the other one', async () => {
  const tenants = Array.from({ length: 100 }, (_, index) => (index % 2 ? acme : globex));
  const seen = await Promise.all(tenants.map((tenant) => database.reader(tenant).query(all)));
  expect(seen.map((rows) => rows.map(({ tenant_id }) => tenant_id))).toEqual(
    tenants.map((tenant) => [tenant]),
  );
});

test('a reader cannot write', async () => {
  await expect(database.reader(acme).query(sql`insert into note values ('acme', 8)`)).rejects.toMatchObject({
    code: '25006',
  });
});

test('a statement that fails fails alone: the next one is answered', async () => {
  const reader = database.reader(acme);
  await expect(reader.query(sql`select 1 / 0`)).rejects.toMatchObject({ code: '22012' });
  expect(await reader.query(all)).toHaveLength(1);
});

test('a connection that the server ends is replaced', async () => {
  const reader = database.reader(acme);
  await database.system.query('select 1');
  const ended = Promise.allSettled(
    Array.from({ length: 8 }, () => reader.query(sql`select pg_terminate_backend(pg_backend_pid())`)),
  );
  expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
  expect(await reader.query(all)).toHaveLength(1);
});

test('a tenant’s name is never SQL', async () => {
  const name = "x', true); drop table note; --" as TenantId;
  expect(await database.reader(name).query(all)).toEqual([]);
  expect(await database.reader(acme).query(all)).toHaveLength(1);
});
