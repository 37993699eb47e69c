import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

/**
 * Rates of exchange, as they were set. Until when one is in effect, and until when it was what we knew, follows from the
 * rows after it.
 */
export const fxMigration: Migration = {
  name: '0015-fx',
  up: (roles) => [
    ...tenantTable(
      'fx_rate',
      `ledger_id text not null,
       base text not null,
       quote text not null,
       effective_at bigint not null,
       recorded_at bigint not null,
       id text not null,
       rate numeric(24, 12) not null check (rate > 0),
       source text,
       primary key (tenant_id, ledger_id, base, quote, effective_at, recorded_at),
       unique (tenant_id, id),
       unique (tenant_id, ledger_id, recorded_at),
       foreign key (tenant_id, ledger_id) references ledger`,
      roles,
      { app: 'select, insert', system: 'select' },
    ),
    ...appendOnly('fx_rate'),
  ],
};
