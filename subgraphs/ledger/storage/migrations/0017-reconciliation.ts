import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

const READ_AND_ADD = { app: 'select, insert', system: 'select' };

/**
 * Statements from outside, line by line, and what came of comparing them with the book. A reconciliation and all its
 * rows are written by one transaction: they have no foreign keys to each other. The key of `reconciliation_match` sees
 * to it that a posting is matched once.
 */
export const reconciliationMigration: Migration = {
  name: '0017-reconciliation',
  up: (roles) => [
    ...tenantTable(
      'reconciliation',
      `id text not null,
       ledger_id text not null,
       account_id text not null,
       recorded_at bigint not null,
       from_at bigint not null,
       to_at bigint not null,
       date_window_days smallint not null,
       known_at bigint not null,
       opening_balance numeric(30),
       closing_balance numeric(30),
       line_count int not null,
       matched_count int not null,
       break_count int not null,
       primary key (tenant_id, id),
       unique (tenant_id, account_id, recorded_at),
       foreign key (tenant_id, account_id) references account`,
      roles,
      READ_AND_ADD,
    ),
    ...appendOnly('reconciliation'),
    ...tenantTable(
      'external_line',
      `reconciliation_id text not null,
       number smallint not null,
       account_id text not null,
       fingerprint text not null,
       reference text,
       minor numeric(30) not null,
       date bigint not null,
       description text,
       external_id text,
       primary key (tenant_id, reconciliation_id, number)`,
      roles,
      READ_AND_ADD,
    ),
    'create index external_line_fingerprint on external_line (tenant_id, account_id, fingerprint)',
    ...appendOnly('external_line'),
    ...tenantTable(
      'reconciliation_match',
      `account_id text not null,
       posting_recorded_at bigint not null,
       posting_n smallint not null,
       reconciliation_id text not null,
       line_number smallint not null,
       rule text not null check (rule in ('REFERENCE_AND_AMOUNT', 'AMOUNT_AND_DATE')),
       primary key (tenant_id, account_id, posting_recorded_at, posting_n),
       unique (tenant_id, reconciliation_id, line_number)`,
      roles,
      READ_AND_ADD,
    ),
    ...appendOnly('reconciliation_match'),
    ...tenantTable(
      'reconciliation_break',
      `reconciliation_id text not null,
       number int not null,
       reason text not null check (reason in (
         'OPENING_BALANCE_DIFFERS', 'BALANCE_DIFFERS', 'DUPLICATE_LINE', 'AMOUNT_DIFFERS', 'DATE_OUTSIDE_WINDOW',
         'MISSING_IN_LEDGER', 'MISSING_IN_STATEMENT')),
       line_number smallint,
       posting_recorded_at bigint,
       posting_n smallint,
       difference numeric(40) not null,
       primary key (tenant_id, reconciliation_id, number)`,
      roles,
      READ_AND_ADD,
    ),
    ...appendOnly('reconciliation_break'),
  ],
};
