import { z } from 'zod';
import type { TopicDeclaration } from '../../bus/port.ts';
import { present } from '../../kernel/assert.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import { outboxMigration } from '../../outbox/migrations/0002-outbox.ts';
import { outboxChunksMigration } from '../../outbox/migrations/0005-outbox-chunks.ts';
import { type Migration, tenantTable } from '../../tenancy/migrations.ts';
import type { TestDatabaseOptions } from '../../testing/postgres.ts';
import { DAY_MS, defineMessage } from '../contract.ts';
import type { Cause, NewEvent, RecordedEvent } from '../events.ts';
import { eventStoreMigration } from '../migrations/0001-event-store.ts';
import type { Projection } from '../projection.ts';

/** A domain of counters, small enough to see through. */
export const COUNTERS: TopicDeclaration = {
  name: 'counting.counter.v1',
  partitions: 3,
  retentionMs: DAY_MS,
  writers: 'one',
};

export const increased = defineMessage({
  type: 'counting.counter.increased.v1',
  topic: COUNTERS,
  data: z.strictObject({ by: z.int().positive() }),
});

export const increase = (by: number): NewEvent => ({ type: increased.type, data: { by } });

export const CAUSE: Cause = { actor: 'alice', correlationId: 'cor_1', causationId: 'req_1' };

export const evolve = (total: number, event: RecordedEvent): number => total + Number(event.data.by);

const totalMigration: Migration = {
  name: '0010-total',
  up: (roles) =>
    tenantTable('total', 'stream text not null, total int not null, primary key (tenant_id, stream)', roles, {
      app: 'select, insert, update',
      system: 'select, insert, update, delete',
    }),
};

/** The totals of all counters, from the log. */
export const totals: Projection = {
  name: 'totals',
  tables: ['total'],
  clear: async (client) => {
    await client.query('delete from total');
  },
  apply: async (client, events) => {
    for (const event of events) {
      await client.query(
        `insert into total (tenant_id, stream, total) values ($1, $2, $3)
         on conflict (tenant_id, stream) do update set total = total.total + excluded.total`,
        [event.tenantId, event.stream, event.data.by],
      );
    }
  },
};

export const counters: TestDatabaseOptions = {
  subgraph: 'counting',
  entities: [],
  migrations: [eventStoreMigration, outboxMigration, outboxChunksMigration, totalMigration],
};

const tenant = (name: string): TenantId => present(parseTenantId(name), `${name} is a tenant`);
export const acme = tenant('acme');
export const globex = tenant('globex');
