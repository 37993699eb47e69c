import { consumerMigration } from '../bus/migrations/0003-consumer.ts';
import { eventStoreMigration } from '../event-store/migrations/0001-event-store.ts';
import { outboxMigration } from '../outbox/migrations/0002-outbox.ts';
import { outboxChunksMigration } from '../outbox/migrations/0005-outbox-chunks.ts';
import type { Migration } from '../tenancy/migrations.ts';
import { idempotencyMigration } from './migrations/0004-idempotency.ts';

/** The first steps of every subgraph's database: events, outbox, inbox, idempotency keys. Its own begin at 0010. */
export const subgraphMigrations: readonly Migration[] = [
  eventStoreMigration,
  outboxMigration,
  consumerMigration,
  idempotencyMigration,
  outboxChunksMigration,
];
