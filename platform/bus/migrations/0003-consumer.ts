import { type Migration, tenantTable } from '../../tenancy/migrations.ts';

const NOW_MICROS = '(extract(epoch from clock_timestamp()) * 1000000)::bigint';

/** What consumers have handled, and what they could not handle. Every subgraph that consumes events has it. */
export const consumerMigration: Migration = {
  name: '0003-consumer',
  up: (roles) => [
    ...tenantTable(
      'inbox',
      `consumer text not null,
       event_id text not null,
       recorded_at bigint not null default ${NOW_MICROS},
       primary key (tenant_id, consumer, event_id)`,
      roles,
      { app: 'select, insert', system: 'select, delete' },
    ),
    'create index inbox_recorded_at on inbox using brin (recorded_at)',
    ...tenantTable(
      'dead_letter',
      `consumer text not null,
       event_id text not null,
       position bigint generated always as identity,
       status text not null check (status in ('dead', 'replaying', 'parked')),
       topic text not null,
       partition int not null,
       message_offset bigint not null,
       seq bigint not null,
       incarnation text not null,
       key text not null,
       headers text not null,
       body text not null,
       attempts int not null,
       error text,
       recorded_at bigint not null default ${NOW_MICROS},
       primary key (tenant_id, consumer, event_id)`,
      roles,
      { app: 'select, insert, update, delete', system: 'select, update' },
    ),
    'create index dead_letter_key on dead_letter (tenant_id, consumer, topic, key, position)',
  ],
};
