import type { Migration } from 'platform/tenancy/migrations';

/** A policy that is deleted stays, for its audit trail; its name is free. `npm run replay -- policies` has those of before. */
export const deletedPoliciesMigration: Migration = {
  name: '0090-deleted-policies',
  up: () => [
    'alter table policy add column deleted_at bigint',
    'drop index policy_name',
    'create unique index policy_name on policy (tenant_id, name) where deleted_at is null',
  ],
};
