import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

/** Through when a book is closed: the last recorded row of the book says, and the ones before it say what was so until then. */
export const periodMigration: Migration = {
  name: '0011-period',
  up: (roles) => [
    ...tenantTable(
      'period',
      `ledger_id text not null,
       recorded_at bigint not null,
       closed_through bigint not null,
       primary key (tenant_id, ledger_id, recorded_at),
       foreign key (tenant_id, ledger_id) references ledger`,
      roles,
      { app: 'select, insert', system: 'select' },
    ),
    ...appendOnly('period'),
  ],
};
