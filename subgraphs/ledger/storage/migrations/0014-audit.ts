import { appendOnly, type Migration, tenantTable } from 'platform/tenancy/migrations';

/**
 * The audit chain of each book, written by the chainer: how far it goes, its links (a row for up to some hundreds of
 * them), its signed heads, which the chainer also puts into the outbox.
 */
export const auditMigration: Migration = {
  name: '0014-audit',
  up: (roles) => [
    ...tenantTable(
      'audit_chain',
      `ledger_id text not null,
       seq bigint not null,
       hash bytea not null,
       recorded_at bigint not null,
       through bigint not null,
       head_seq bigint not null,
       head_at bigint not null,
       primary key (tenant_id, ledger_id),
       foreign key (tenant_id, ledger_id) references ledger`,
      roles,
      { app: 'select', system: 'select, insert, update' },
    ),
    ...tenantTable(
      'audit_segment',
      `ledger_id text not null,
       first_seq bigint not null,
       recorded_at bigint[] not null,
       streams text[] not null,
       versions int[] not null,
       hashes bytea not null,
       primary key (tenant_id, ledger_id, first_seq),
       foreign key (tenant_id, ledger_id) references ledger`,
      roles,
      { app: 'select', system: 'select, insert' },
    ),
    ...appendOnly('audit_segment'),
    ...tenantTable(
      'audit_head',
      `ledger_id text not null,
       seq bigint not null,
       statement text not null,
       primary key (tenant_id, ledger_id, seq),
       foreign key (tenant_id, ledger_id) references ledger`,
      roles,
      { app: 'select', system: 'select, insert' },
    ),
    ...appendOnly('audit_head'),
    `grant insert on outbox to ${roles.system}`,
  ],
};
