import { type Migration, tenantTable } from '../../tenancy/migrations.ts';

/** What was answered under each idempotency key. */
export const idempotencyMigration: Migration = {
  name: '0004-idempotency',
  up: (roles) => [
    ...tenantTable(
      'idempotency',
      `mutation text not null,
       key text not null,
       input_hash bytea not null,
       actor text not null,
       recorded_at bigint not null,
       outcome text,
       primary key (tenant_id, mutation, key)`,
      roles,
      { app: 'select, insert, update', system: 'select, delete' },
    ),
    'create index idempotency_recorded_at on idempotency (recorded_at)',
  ],
};
