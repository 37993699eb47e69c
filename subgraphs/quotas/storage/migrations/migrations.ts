import { subgraphMigrations } from 'platform/graphql/subgraph-migrations';
import type { Migration } from 'platform/tenancy/migrations';
import { policiesMigration } from './0010-policies.ts';
import { overridesMigration } from './0020-overrides.ts';
import { usageMigration } from './0030-usage.ts';
import { countersMigration } from './0050-counters.ts';
import { usageRetentionMigration } from './0060-usage-retention.ts';
import { counterFunctionsMigration } from './0070-counter-functions.ts';
import { counterSweepMigration } from './0080-counter-sweep.ts';
import { deletedPoliciesMigration } from './0090-deleted-policies.ts';
import { secretMigration } from './0100-secret.ts';

/** All steps of the quotas database, in order. */
export const migrations: readonly Migration[] = [
  ...subgraphMigrations,
  policiesMigration,
  overridesMigration,
  usageMigration,
  countersMigration,
  usageRetentionMigration,
  counterFunctionsMigration,
  counterSweepMigration,
  deletedPoliciesMigration,
  secretMigration,
];
