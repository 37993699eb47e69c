import { consumerMigration } from 'platform/bus/migrations/0003-consumer';
import { eventStoreMigration } from 'platform/event-store/migrations/0001-event-store';
import { idempotencyMigration } from 'platform/graphql/migrations/0004-idempotency';
import { outboxMigration } from 'platform/outbox/migrations/0002-outbox';
import { outboxChunksMigration } from 'platform/outbox/migrations/0005-outbox-chunks';
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
  eventStoreMigration,
  outboxMigration,
  consumerMigration,
  idempotencyMigration,
  outboxChunksMigration,
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
