import { type Migration, tenantTable } from 'platform/tenancy/migrations';

/**
 * What makes sums as of any point of view quick, all of it derived from postings (ADR 6): a checkpoint after each
 * stretch of an account's postings, and sums of those whose effectiveAt is not their recordedAt, by effectiveAt, for
 * blocks of 1, 16 and 256 stretches. Folded by the system role, when the writer says that it is due.
 */
export const checkpointMigration: Migration = {
  name: '0013-checkpoint',
  up: (roles) => [
    ...tenantTable(
      'checkpoint',
      `account_id text not null,
       recorded_through bigint not null,
       recorded_after bigint not null,
       stretches int not null,
       in_order_postings int not null,
       in_order_debits numeric(40) not null,
       in_order_credits numeric(40) not null,
       debits numeric(40) not null,
       credits numeric(40) not null,
       primary key (tenant_id, account_id, recorded_through)`,
      roles,
      { app: 'select', system: 'select, insert' },
    ),
    ...tenantTable(
      'out_of_order_sum',
      `account_id text not null,
       level smallint not null,
       block int not null,
       effective_at bigint not null,
       debits numeric(40) not null,
       credits numeric(40) not null,
       primary key (tenant_id, account_id, level, block, effective_at)`,
      roles,
      { app: 'select', system: 'select, insert' },
    ),
    ...tenantTable(
      'checkpoint_due',
      `account_id text not null,
       postings bigint not null,
       primary key (tenant_id, account_id, postings)`,
      roles,
      { app: 'insert', system: 'select, update, delete' },
    ),
    'alter table balance add column postings bigint not null default 0',
    `create index posting_out_of_order on posting (tenant_id, account_id, effective_at, recorded_at, n)
     where effective_at <> recorded_at`,
  ],
};
