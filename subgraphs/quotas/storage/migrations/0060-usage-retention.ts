import type { Migration } from 'platform/tenancy/migrations';

/** Old usage is forgotten for all tenants at once. */
export const usageRetentionMigration: Migration = {
  name: '0060-usage-retention',
  up: ({ system }) => [
    `create policy all_tenants on usage to ${system} using (true) with check (true)`,
    `grant select, delete on usage to ${system}`,
    'create index usage_minute on usage (minute)',
  ],
};
