import { type Migration, systemTable, tenantTable } from '../../tenancy/migrations.ts';

/** What waits for the relay, and the relay's own numbering of what it published. */
export const outboxMigration: Migration = {
  name: '0002-outbox',
  up: (roles) => [
    ...tenantTable(
      'outbox',
      `position bigint generated always as identity (cache 1) primary key,
       topic text not null,
       partition int not null,
       key text not null,
       headers text not null,
       body text not null,
       seq bigint`,
      roles,
      { app: 'insert', system: 'select, update, delete' },
    ),
    'alter table outbox set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)',
    ...systemTable('relay_topic', 'topic text primary key, incarnation text not null', roles),
    ...systemTable(
      'relay_counter',
      'topic text not null, partition int not null, seq bigint not null, primary key (topic, partition)',
      roles,
    ),
  ],
};
