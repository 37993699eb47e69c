import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { present } from '../../kernel/assert.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import type { TestDatabaseOptions } from '../../testing/postgres.ts';
import { type Migration, tenantTable } from '../migrations.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** A small database to try units of work on. */
export const NoteRow = defineEntity({
  name: 'NoteRow',
  tableName: 'note',
  properties: { tenantId: p.string().primary(), id: p.string().primary(), size: p.bigint() },
});

export const noteMigration: Migration = {
  name: '0001-note',
  up: (roles) =>
    tenantTable('note', 'id text not null, size bigint not null, primary key (tenant_id, id)', roles, {
      app: 'select, insert, update, delete',
      system: 'select',
    }),
};

export const notes: TestDatabaseOptions = {
  subgraph: 'notes',
  entities: [NoteRow],
  migrations: [noteMigration],
};

export const tenant = (name: string): TenantId => present(parseTenantId(name), `${name} is a tenant`);

export const acme = tenant('acme');
export const globex = tenant('globex');

export const addNote = (uow: UnitOfWork, id: string, size = 1n) =>
  uow.query(sql`insert into note (tenant_id, id, size) values (${uow.tenantId}, ${id}, ${size})`);

export const noteIds = async (uow: UnitOfWork): Promise<string[]> => {
  const rows = await uow.query<{ id: string }>(sql`select id from note order by id`);
  return rows.map((row) => row.id);
};
