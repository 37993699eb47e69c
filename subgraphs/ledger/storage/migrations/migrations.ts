import { subgraphMigrations } from 'platform/graphql/subgraph-migrations';
import type { Migration } from 'platform/tenancy/migrations';
import { bookMigration } from './0010-book.ts';
import { periodMigration } from './0011-period.ts';
import { journalMigration } from './0012-journal.ts';
import { checkpointMigration } from './0013-checkpoint.ts';
import { auditMigration } from './0014-audit.ts';
import { fxMigration } from './0015-fx.ts';
import { cashMigration } from './0016-cash.ts';
import { reconciliationMigration } from './0017-reconciliation.ts';
import { holdMigration } from './0018-hold.ts';

/** All steps of the ledger's database, in order. */
export const migrations: readonly Migration[] = [
  ...subgraphMigrations,
  bookMigration,
  periodMigration,
  journalMigration,
  checkpointMigration,
  auditMigration,
  fxMigration,
  cashMigration,
  reconciliationMigration,
  holdMigration,
];
