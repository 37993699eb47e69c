import { type Migration, tenantTable } from 'platform/tenancy/migrations';

const COUNTED = { app: 'select, insert, update', system: '' };

/** What was used, by the minute, and which thresholds have been told. */
export const usageMigration: Migration = {
  name: '0030-usage',
  up: (roles) => [
    ...tenantTable(
      'usage',
      `subject_kind text not null,
       subject_id text not null,
       resource text not null,
       minute bigint not null,
       admitted bigint not null,
       refused bigint not null,
       shadow_refused bigint not null,
       primary key (tenant_id, subject_kind, subject_id, resource, minute)`,
      roles,
      COUNTED,
    ),
    ...tenantTable(
      'threshold',
      `policy_id text not null,
       subject_kind text not null,
       subject_id text not null,
       near_limit_from bigint not null,
       exceeded_from bigint not null,
       version int not null,
       primary key (tenant_id, policy_id, subject_kind, subject_id)`,
      roles,
      COUNTED,
    ),
  ],
};
