import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

const READ_AND_ADD = { app: 'select, insert', system: 'select' };
const READ_ADD_CHANGE = { app: 'select, insert, update', system: 'select' };
/** Rebuilt from the events by the system role. */
const PROJECTED = {
  app: 'select, insert, update, delete',
  system: 'select, insert, update, delete',
};

/**
 * The book: ledgers and accounts, balances (the state that postings are decided on), and postings as rows. Postings
 * have no foreign keys: the writer proves what they name, and the keys would cost a third of its speed.
 */
export const bookMigration: Migration = {
  name: '0010-book',
  up: (roles) => [
    ...tenantTable(
      'ledger',
      `id text not null,
       name text not null,
       opened_at bigint not null,
       last_recorded_at bigint not null,
       primary key (tenant_id, id)`,
      roles,
      READ_ADD_CHANGE,
    ),
    ...tenantTable(
      'account',
      `id text not null,
       ledger_id text not null,
       code text not null,
       name text not null,
       type text not null check (type in ('ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE')),
       currency text not null,
       overdraft_floor numeric(30),
       parent_id text,
       status text not null check (status in ('OPEN', 'FROZEN', 'CLOSED')),
       metadata json,
       opened_at bigint not null,
       primary key (tenant_id, id),
       unique (tenant_id, ledger_id, code),
       foreign key (tenant_id, ledger_id) references ledger,
       foreign key (tenant_id, parent_id) references account`,
      roles,
      READ_ADD_CHANGE,
    ),
    ...tenantTable(
      'balance',
      `account_id text not null,
       debits numeric(40) not null default 0,
       credits numeric(40) not null default 0,
       future_debits numeric(40) not null default 0,
       future_credits numeric(40) not null default 0,
       pending_debits numeric(40) not null default 0,
       pending_credits numeric(40) not null default 0,
       rolled_through bigint not null default 0,
       next_change_at bigint,
       version bigint not null default 0,
       primary key (tenant_id, account_id)`,
      roles,
      PROJECTED,
    ),
    'alter table balance set (fillfactor = 50)',
    ...tenantTable(
      'future_change',
      `account_id text not null,
       effective_at bigint not null,
       recorded_at bigint not null,
       debits numeric(40) not null,
       credits numeric(40) not null,
       primary key (tenant_id, account_id, effective_at, recorded_at)`,
      roles,
      PROJECTED,
    ),
    ...tenantTable(
      'transaction',
      `ledger_id text not null,
       recorded_at bigint not null,
       id text not null,
       effective_at bigint not null,
       reference text,
       reverses text,
       primary key (tenant_id, ledger_id, recorded_at)`,
      roles,
      READ_AND_ADD,
    ),
    'create unique index transaction_reverses on transaction (tenant_id, reverses) where reverses is not null',
    'create index transaction_reference on transaction (tenant_id, ledger_id, reference, recorded_at) where reference is not null',
    ...appendOnly('transaction'),
    ...tenantTable(
      'posting',
      `account_id text not null,
       recorded_at bigint not null,
       n smallint not null,
       effective_at bigint not null,
       debit numeric(30) not null,
       credit numeric(30) not null,
       primary key (tenant_id, account_id, recorded_at, n)`,
      roles,
      READ_AND_ADD,
    ),
    ...appendOnly('posting'),
  ],
};
