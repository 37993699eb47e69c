import { type Migration, tenantTable } from 'platform/tenancy/migrations';

/** Written with the events; rebuilt from them by the system role. */
const PROJECTED = { app: 'select, insert, update', system: 'select, insert, update, delete' };
const READ_AND_ADD = { app: 'select, insert', system: '' };

/** The list of payments, and where each tenant's money is booked in the ledger. */
export const paymentsMigration: Migration = {
  name: '0010-payments',
  up: (roles) => [
    ...tenantTable(
      'payment',
      `id text not null,
       currency text not null,
       amount numeric(30) not null,
       captured numeric(30) not null,
       status text not null,
       capture_method text not null,
       description text,
       decline_code text,
       settlement_status text not null,
       settled_at bigint,
       refusal_code text,
       transaction_id text,
       created_at bigint not null,
       updated_at bigint not null,
       primary key (tenant_id, id)`,
      roles,
      PROJECTED,
    ),
    'create index payment_created on payment (tenant_id, created_at, id)',
    'create index payment_status on payment (tenant_id, status, created_at, id)',
    `create unique index payment_transaction on payment (tenant_id, transaction_id)
       where transaction_id is not null`,
    ...tenantTable(
      'payment_book',
      `ledger_id text not null,
       primary key (tenant_id)`,
      roles,
      READ_AND_ADD,
    ),
    ...tenantTable(
      'account_mapping',
      `currency text not null,
       clearing_account_id text not null,
       revenue_account_id text not null,
       primary key (tenant_id, currency)`,
      roles,
      READ_AND_ADD,
    ),
  ],
};
