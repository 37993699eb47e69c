import { afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { consumerMigration } from '../../bus/migrations/0003-consumer.ts';
import { eventStoreMigration } from '../../event-store/migrations/0001-event-store.ts';
import { idempotencyMigration } from '../../graphql/migrations/0004-idempotency.ts';
import { outboxMigration } from '../../outbox/migrations/0002-outbox.ts';
import { outboxChunksMigration } from '../../outbox/migrations/0005-outbox-chunks.ts';
import { type Migration, systemTable, tenantTable } from '../../tenancy/migrations.ts';
import { rolesOf } from '../../tenancy/roles.ts';
import { type TestDatabase, testDatabase } from '../postgres.ts';
import { assertTenantIsolation } from '../tenant-isolation.ts';

const { app, owner } = rolesOf('isolation');
const ALL = { app: 'select, insert, update, delete', system: 'select' };
const note = (definition = 'id text not null, primary key (tenant_id, id)', grants = ALL): Migration => ({
  name: '0010-note',
  up: (roles) => tenantTable('note', definition, roles, grants),
});

describe('The check of tenant isolation', () => {
  let database: TestDatabase;
  afterEach(() => database.close());

  const open = async (...migrations: Migration[]) => {
    database = await testDatabase({ subgraph: 'isolation', entities: [], migrations });
  };
  const asAdmin = async (...statements: string[]) => {
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    try {
      for (const statement of statements) await admin.query(statement);
    } finally {
      await admin.end();
    }
  };

  test('passes all tables of the platform, and leaves no trace', async () => {
    await open(
      eventStoreMigration,
      outboxMigration,
      outboxChunksMigration,
      consumerMigration,
      idempotencyMigration,
      note(),
    );
    for (let run = 0; run < 2; run++) {
      expect(await assertTenantIsolation(database)).toEqual([
        'dead_letter',
        'event',
        'idempotency',
        'inbox',
        'mikro_orm_migrations',
        'note',
        'outbox',
        'relay_counter',
        'relay_topic',
        'snapshot',
      ]);
    }
    for (const table of ['event', 'note', 'outbox']) await asAdmin(`select 1 / (1 - count(*)) from ${table}`);
  });

  test('makes a row of every type that tables here use', async () => {
    await open(
      note(`a bytea not null, b jsonb not null, c uuid not null, d text[] not null, e boolean not null,
            f timestamptz not null, g numeric(30) not null check (g > 5), h smallint not null,
            i bigint generated always as identity, j bigint not null default 7,
            primary key (tenant_id, c)`),
    );
    expect(await assertTenantIsolation(database)).toContain('note');
  });

  test('lists all faults at once', async () => {
    await open(note());
    await asAdmin('alter table note no force row level security', 'create table stray (n int)');
    await expect(assertTenantIsolation(database)).rejects.toThrow(
      /^Tenants are not kept apart:\n- note: .*\n- stray: .*$/,
    );
  });

  test.each<[fault: string, expected: string, ...statements: string[]]>([
    ['a table without tenant_id', 'stray: it has no tenant_id', 'create table stray (n int)'],
    [
      'a table without tenant_id in another schema',
      'stray: it has no tenant_id',
      'create schema apart',
      'create table apart.stray (n int)',
    ],
    [
      'a tenant_id that may be null',
      'note: tenant_id is not "text not null"',
      'alter table note drop constraint note_pkey, alter column tenant_id drop not null',
    ],
    [
      'row-level security that is off',
      'note: row-level security is not enabled',
      'alter table note disable row level security',
    ],
    ['what off means', "note: another tenant's rows are read", 'alter table note disable row level security'],
    [
      'row-level security that is not forced',
      'note: row-level security is not forced',
      'alter table note no force row level security',
    ],
    [
      'a primary key that does not begin with tenant_id',
      'note: the unique key note_pkey does not begin with tenant_id',
      'alter table note drop constraint note_pkey, add primary key (id, tenant_id)',
    ],
    [
      'a unique index that does not begin with tenant_id',
      'note: the unique key note_id does not begin with tenant_id',
      'create unique index note_id on note (id)',
    ],
    [
      'a unique index on an expression',
      'note: the unique key note_id does not begin with tenant_id',
      'create unique index note_id on note (lower(id))',
    ],
    [
      'a foreign key that does not begin with tenant_id',
      'note: the foreign key note_ref does not begin with tenant_id on both sides',
      'alter table note add constraint ref_key unique (tenant_id, id)',
      'alter table note add constraint note_ref foreign key (id, tenant_id) references note (id, tenant_id)',
    ],
    [
      'a policy that shows too much',
      "note: another tenant's rows are read",
      `create policy generous on note for select to ${app} using (true)`,
    ],
    [
      'a policy that shows all while no tenant is set',
      'note: its rows are read while no tenant is set',
      `create policy lax on note for select to ${app} using (coalesce(current_setting('app.tenant_id', true), '') = '')`,
    ],
    [
      'a policy that takes rows of others',
      "note: another tenant's row is added",
      `create policy generous on note for insert to ${app} with check (true)`,
    ],
    [
      'a policy that lets rows of others be changed',
      "note: another tenant's rows are changed",
      `create policy seen on note for select to ${app} using (true)`,
      `create policy generous on note for update to ${app} using (true) with check (true)`,
    ],
    [
      'a policy that lets rows be given away',
      'note: a row is given to another tenant',
      `create policy seen on note for select to ${app} using (true)`,
      `create policy generous on note for update to ${app} using (true) with check (true)`,
    ],
    [
      'a policy that lets rows of others be deleted',
      "note: another tenant's rows are deleted",
      `create policy seen on note for select to ${app} using (true)`,
      `create policy generous on note for delete to ${app} using (true)`,
    ],
    [
      'a table that nobody sees anything in',
      "note: the tenant's own row is not read",
      'drop policy own_tenant on note',
    ],
    ['the right to truncate', 'note: the app role may truncate', `grant truncate on note to ${app}`],
    ['a right that everybody has', 'note: the app role may trigger', 'grant trigger on note to public'],
    [
      'a change without reading',
      'note: the app role may change what it may not read',
      `revoke select on note from ${app}`,
    ],
    [
      'an outbox that can be read',
      'outbox: the app role may select, insert instead of only insert',
      `grant select on outbox to ${app}`,
    ],
    [
      'a table of the relay within reach',
      'relay_topic: the app role may insert',
      `grant insert (topic) on relay_topic to ${app}`,
    ],
    ['a view', 'all_notes: it is a view', 'create view all_notes as select * from note'],
    [
      'a materialized view',
      'all_notes: it is a view',
      'create materialized view all_notes as select * from note',
    ],
    [
      "a function with its owner's rights",
      'count_notes(): it runs with the rights of',
      'create function count_notes() returns bigint language sql security definer begin atomic select count(*) from note; end',
    ],
    ['a role that owns a table', `${app}: it owns table note`, `alter table note owner to ${app}`],
    [
      'a role that may create',
      `${app}: it may create things in the schema public`,
      `grant create on schema public to ${app}`,
    ],
  ])('finds %s', async (_fault, expected, ...statements) => {
    await open(outboxMigration, outboxChunksMigration, note());
    await asAdmin(...statements);
    await expect(assertTenantIsolation(database)).rejects.toThrow(expected);
  });

  test.each<[fault: string, expected: string, change: string, back: string]>([
    [
      'a role that bypasses row-level security',
      `${app}: it is a superuser, bypasses`,
      `alter role ${app} bypassrls`,
      `alter role ${app} nobypassrls`,
    ],
    [
      'a role that inherits from the owner',
      `${app}: it is a member of ${owner}`,
      `grant ${owner} to ${app}`,
      `revoke ${owner} from ${app}`,
    ],
  ])('finds %s', async (_fault, expected, change, back) => {
    await open(note());
    await asAdmin(change);
    try {
      await expect(assertTenantIsolation(database)).rejects.toThrow(expected);
    } finally {
      await asAdmin(back);
    }
  });

  test('passes a view that reads with the rights of its caller', async () => {
    await open(note());
    await asAdmin('create view all_notes with (security_invoker = true) as select * from note');
    expect(await assertTenantIsolation(database)).toContain('all_notes');
  });

  test('passes a table of the system role alone', async () => {
    await open(note('id text not null, primary key (tenant_id, id)', { app: '', system: 'select, insert' }), {
      name: '0011-relay',
      up: (roles) => systemTable('relay_mark', 'n int', roles),
    });
    expect(await assertTenantIsolation(database)).toEqual(['mikro_orm_migrations', 'note', 'relay_mark']);
  });
});
