import { Migration as MikroMigration } from '@mikro-orm/migrations';
import type { Roles } from './roles.ts';

/** One small numbered step of a database: `name` sorts (`0010-ledger-book`), `up` is its SQL, run in one transaction. */
export interface Migration {
  readonly name: string;
  readonly up: (roles: Roles) => readonly string[];
}

/** What a role may do with a table; empty for nothing. */
export interface Grants {
  readonly app: string;
  readonly system: string;
}

/** The tenant of this transaction. After a transaction-local setting a pooled connection holds '', not NULL. */
const CURRENT_TENANT = `(select nullif(current_setting('app.tenant_id', true), ''))`;

/**
 * A table of tenants' rows: `tenant_id` comes first in every key, row-level security is forced, the app role sees
 * and writes its tenant's rows only, the system role all of them as far as `grants` go.
 */
export function tenantTable(name: string, definition: string, roles: Roles, grants: Grants): string[] {
  return [
    `create table ${name} (tenant_id text not null, ${definition})`,
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    ...(grants.app ? tenantPolicy(name, roles.app, grants.app) : []),
    ...(grants.system
      ? [
          `create policy all_tenants on ${name} to ${roles.system} using (true) with check (true)`,
          `grant ${grants.system} on ${name} to ${roles.system}`,
        ]
      : []),
  ];
}

const tenantPolicy = (table: string, role: string, privileges: string): string[] => [
  `create policy own_tenant on ${table} to ${role}
     using (tenant_id = ${CURRENT_TENANT}) with check (tenant_id = ${CURRENT_TENANT})`,
  `grant ${privileges} on ${table} to ${role}`,
];

/** A table of the machinery (relay, bus), of no tenant: only the system role has it. */
export const systemTable = (name: string, definition: string, roles: Roles): string[] => [
  `create table ${name} (${definition})`,
  `grant select, insert, update, delete on ${name} to ${roles.system}`,
];

/** Rows that are only ever added: UPDATE, DELETE and TRUNCATE are refused by trigger too, whoever asks. */
export const appendOnly = (name: string): string[] => [
  `create or replace function refuse_change() returns trigger language plpgsql as $$
     begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$`,
  `create trigger append_only before update or delete on ${name} for each row execute function refuse_change()`,
  `create trigger append_only_truncate before truncate on ${name} for each statement execute function refuse_change()`,
];

/** The steps as MikroORM's migrator takes them. */
export const toMikroMigrations = (migrations: readonly Migration[], roles: Roles) =>
  migrations.map(({ name, up }) => ({
    name,
    class: class extends MikroMigration {
      override up(): void {
        for (const statement of up(roles)) this.addSql(statement);
      }
    },
  }));
