import { sql } from 'kysely';
import { consumerMigration } from '../../bus/migrations/0003-consumer.ts';
import type { TopicDeclaration } from '../../bus/port.ts';
import { anEvent } from '../../bus/test/messages.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import type { Database } from '../../tenancy/database.ts';
import { type Migration, tenantTable } from '../../tenancy/migrations.ts';
import type { UnitOfWork } from '../../tenancy/unit-of-work.ts';
import type { TestDatabaseOptions } from '../../testing/postgres.ts';
import { outboxMigration } from '../migrations/0002-outbox.ts';
import { outboxChunksMigration } from '../migrations/0005-outbox-chunks.ts';
import { enqueue } from '../outbox.ts';

export const acme = parseTenantId('acme') as TenantId;

/**
 * Aggregates that count: each change locks the row, and its message carries the next number. `effect` takes what a
 * consumer made of a message. `outbox_copy` keeps what the relay deletes, for cursors that run beside it.
 */
const tallyMigration: Migration = {
  name: '0010-tally',
  up: (roles) => [
    ...tenantTable('tally', 'id text not null, n int not null, primary key (tenant_id, id)', roles, {
      app: 'select, insert, update',
      system: 'select',
    }),
    ...tenantTable('effect', 'id text not null, n int not null', roles, {
      app: 'select, insert',
      system: 'select',
    }),
    `create table outbox_copy (position bigint, xid xid8 default pg_current_xact_id(), payload bytea)`,
    `grant insert on outbox_copy to ${roles.app}`,
    `create function copy_outbox() returns trigger language plpgsql as $$
       begin insert into outbox_copy values (new.position, default, new.payload); return null; end $$`,
    'create trigger copy after insert on outbox for each row execute function copy_outbox()',
  ],
};

export const tallies: TestDatabaseOptions = {
  subgraph: 'tallies',
  entities: [],
  migrations: [outboxMigration, outboxChunksMigration, consumerMigration, tallyMigration],
  poolSize: 24,
};

/** What a message says: the aggregate's n-th change. */
export interface Tallied {
  readonly id: string;
  readonly n: number;
}

/** Changes the aggregate, waiting for its row, and takes the message into the unit of work. */
export async function tally(uow: UnitOfWork, topic: TopicDeclaration, id: string): Promise<Tallied> {
  const [row] = await uow.query<{ n: number }>(sql`
    insert into tally (tenant_id, id, n) values (${uow.tenantId}, ${id}, 1)
    on conflict (tenant_id, id) do update set n = tally.n + 1 returning n`);
  const tallied = { id, n: row?.n ?? 0 };
  enqueue(uow, { topic, aggregateId: id, event: anEvent({ ...tallied }, { subject: id }) });
  return tallied;
}

/** Runs when the message stands in the outbox, before the commit. */
export const whenWritten = (uow: UnitOfWork, action: () => Promise<unknown>): void =>
  uow.beforeCommit(async () => {
    await action();
  });

export const inUnit = <T>(database: Database, work: (uow: UnitOfWork) => Promise<T>): Promise<T> =>
  database.unitOfWork(acme, work);
