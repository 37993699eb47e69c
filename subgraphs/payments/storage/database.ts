import { consumerMigration } from 'platform/bus/migrations/0003-consumer';
import { eventStoreMigration } from 'platform/event-store/migrations/0001-event-store';
import { idempotencyMigration } from 'platform/graphql/migrations/0004-idempotency';
import { outboxMigration } from 'platform/outbox/migrations/0002-outbox';
import type { DatabaseOptions } from 'platform/tenancy/database';
import { PaymentRow } from './entities/PaymentRow.ts';
import { paymentsMigration } from './migrations/0010-payments.ts';
import { sandboxMigration } from './migrations/0020-sandbox.ts';

/** The database of this subgraph: what is in it, and how it came to be. */
export const paymentsDatabase: Omit<DatabaseOptions, 'postgresUrl'> = {
  subgraph: 'payments',
  entities: [PaymentRow],
  migrations: [
    eventStoreMigration,
    outboxMigration,
    consumerMigration,
    idempotencyMigration,
    paymentsMigration,
    sandboxMigration,
  ],
};
