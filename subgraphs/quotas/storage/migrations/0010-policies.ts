import { type Migration, tenantTable } from 'platform/tenancy/migrations';

/** Written with the events; rebuilt from them by the system role. */
const PROJECTED = {
  app: 'select, insert, update, delete',
  system: 'select, insert, update, delete',
};

export const policiesMigration: Migration = {
  name: '0010-policies',
  up: (roles) => [
    ...tenantTable(
      'policy',
      `id text not null,
       name text not null,
       resource text not null,
       subject_kind text not null,
       terms jsonb not null,
       created_at bigint not null,
       updated_at bigint not null,
       primary key (tenant_id, id)`,
      roles,
      PROJECTED,
    ),
    'create unique index policy_name on policy (tenant_id, name)',
  ],
};
