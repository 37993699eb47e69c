import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

/**
 * Holds as they stand; and what they promise on each account, as changes that are only added: the sum of those recorded
 * by an instant and not expired at it is what was promised then. A hold's end by the clock lies in `future_change`.
 */
export const holdMigration: Migration = {
  name: '0018-hold',
  up: (roles) => [
    ...tenantTable(
      'hold',
      `id text not null,
       ledger_id text not null,
       debit_account_id text not null,
       credit_account_id text not null,
       currency text not null,
       amount numeric(30) not null,
       captured numeric(30) not null,
       placed_at bigint not null,
       expires_at bigint not null,
       settled_as text check (settled_as in ('CAPTURED', 'RELEASED')),
       settled_at bigint,
       description text,
       reference text,
       version int not null,
       primary key (tenant_id, id)`,
      roles,
      { app: 'select, insert, update', system: 'select' },
    ),
    'create index hold_ledger on hold (tenant_id, ledger_id, placed_at)',
    'create index hold_open on hold (tenant_id, ledger_id, placed_at) where settled_as is null',
    'create index hold_reference on hold (tenant_id, ledger_id, reference, placed_at) where reference is not null',
    ...tenantTable(
      'pending',
      `account_id text not null,
       recorded_at bigint not null,
       expires_at bigint not null,
       hold_id text not null,
       debits numeric(30) not null,
       credits numeric(30) not null,
       primary key (tenant_id, account_id, expires_at, recorded_at)`,
      roles,
      { app: 'select, insert', system: 'select' },
    ),
    ...appendOnly('pending'),
    'alter table future_change add pending_debits numeric(40) not null default 0',
    'alter table future_change add pending_credits numeric(40) not null default 0',
  ],
};
