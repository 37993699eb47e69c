import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

const READ_AND_ADD = { app: 'select, insert', system: 'select' };

/** Where cash is kept, each with an account of its own, and what was counted there. */
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
      READ_AND_ADD,
    ),
    ...appendOnly('cash_point'),
    ...tenantTable(
      'cash_count',
      `cash_point_id text not null,
       counted_at bigint not null,
       id text not null,
       expected numeric(30) not null,
       counted numeric(30) not null check (counted >= 0),
       denominations json,
       description text,
       transaction_id text,
       primary key (tenant_id, cash_point_id, counted_at),
       unique (tenant_id, id),
       foreign key (tenant_id, cash_point_id) references cash_point (tenant_id, id)`,
      roles,
      READ_AND_ADD,
    ),
    ...appendOnly('cash_count'),
  ],
};
