import { appendOnly, type Migration, tenantTable } from '../../tenancy/migrations.ts';

/** Streams of events, and snapshots of the state they fold to. */
export const eventStoreMigration: Migration = {
  name: '0001-event-store',
  up: (roles) => [
    ...tenantTable(
      'event',
      `stream text not null,
       version int not null check (version > 0),
       id text not null,
       type text not null,
       data json not null,
       effective_at bigint not null,
       recorded_at bigint not null,
       actor text not null,
       correlation_id text not null,
       causation_id text not null,
       traceparent text,
       primary key (tenant_id, stream, version)`,
      roles,
      { app: 'select, insert', system: 'select, maintain' },
    ),
    ...appendOnly('event'),
    ...tenantTable(
      'snapshot',
      `stream text not null,
       version int not null,
       shape int not null,
       state json not null,
       primary key (tenant_id, stream)`,
      roles,
      { app: 'select, insert, update, delete', system: 'select, delete' },
    ),
  ],
};
