import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

/** Where cash is kept, each with an account of its own. */
export const cashMigration: Migration = {
  name: '0016-cash',
  up: (roles) => [
    ...tenantTable(
      'cash_point',
      `ledger_id text not null,
       id text not null,
       name text not null,
       kind text not null check (kind in ('TILL', 'VAULT', 'ATM')),
       account_id text not null,
       opened_at bigint not null,
       primary key (tenant_id, ledger_id, id),
       unique (tenant_id, id),
       unique (tenant_id, account_id),
       foreign key (tenant_id, account_id) references account`,
      roles,
      { app: 'select, insert', system: 'select' },
    ),
    ...appendOnly('cash_point'),
  ],
};
