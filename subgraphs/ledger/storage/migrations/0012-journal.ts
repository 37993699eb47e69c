import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

/**
 * What happened in a book besides transactions, which have their own rows: together they are all of its events, in the
 * order of their commits. What was recorded before the table was there is taken over.
 */
export const journalMigration: Migration = {
  name: '0012-journal',
  up: (roles) => [
    ...tenantTable(
      'journal',
      `ledger_id text not null,
       recorded_at bigint not null,
       stream text not null,
       version int not null,
       primary key (tenant_id, ledger_id, recorded_at, stream, version),
       foreign key (tenant_id, ledger_id) references ledger`,
      roles,
      { app: 'select, insert', system: 'select' },
    ),
    // Row-level security holds for the owner too, whom no policy lets see a row.
    'alter table event no force row level security',
    'alter table journal no force row level security',
    `insert into journal (tenant_id, ledger_id, recorded_at, stream, version)
     select tenant_id, data->>'ledgerId', recorded_at, stream, version from event
     where type like 'ledger.account.%' or type like 'ledger.book.%'`,
    'alter table event force row level security',
    'alter table journal force row level security',
    ...appendOnly('journal'),
  ],
};
