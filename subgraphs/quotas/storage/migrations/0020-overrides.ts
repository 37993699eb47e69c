import { type Migration, tenantTable } from 'platform/tenancy/migrations';

/** Written with the events; rebuilt from them by the system role. */
const PROJECTED = { app: 'select, insert, update', system: 'select, insert, update, delete' };

export const overridesMigration: Migration = {
  name: '0020-overrides',
  up: (roles) => [
    ...tenantTable(
      'override',
      `id text not null,
       policy_tenant_id text not null,
       policy_id text not null,
       subject_kind text not null,
       subject_id text not null,
       amounts jsonb not null,
       from_at bigint not null,
       until_at bigint not null,
       reason text not null,
       requested_by jsonb not null,
       approved_by jsonb,
       status text not null,
       created_at bigint not null,
       updated_at bigint not null,
       primary key (tenant_id, id)`,
      roles,
      PROJECTED,
    ),
    `create index override_approved on override (tenant_id, until_at) where status = 'APPROVED'`,
  ],
};
