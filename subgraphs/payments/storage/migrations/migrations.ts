import { consumerMigration } from 'platform/bus/migrations/0003-consumer';
import { eventStoreMigration } from 'platform/event-store/migrations/0001-event-store';
import { idempotencyMigration } from 'platform/graphql/migrations/0004-idempotency';
import { outboxMigration } from 'platform/outbox/migrations/0002-outbox';
import { outboxChunksMigration } from 'platform/outbox/migrations/0005-outbox-chunks';
import type { Migration } from 'platform/tenancy/migrations';
import { paymentsMigration } from './0010-payments.ts';
import { sandboxMigration } from './0020-sandbox.ts';

/** All steps of the payments database, in order. */
export const migrations: readonly Migration[] = [
  eventStoreMigration,
  outboxMigration,
  consumerMigration,
  idempotencyMigration,
  outboxChunksMigration,
  paymentsMigration,
  sandboxMigration,
];
