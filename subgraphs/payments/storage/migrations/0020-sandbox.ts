import { type Migration, tenantTable } from 'platform/tenancy/migrations';

const PRIVATE = { app: 'select, insert, update', system: '' };

/** The sandbox's own tables: what a provider would keep at its place. No code of the domain reads them. */
export const sandboxMigration: Migration = {
  name: '0020-sandbox',
  up: (roles) => [
    ...tenantTable(
      'sandbox_payment',
      `id text not null,
       state json not null,
       primary key (tenant_id, id)`,
      roles,
      PRIVATE,
    ),
    ...tenantTable(
      'sandbox_request',
      `idempotency_key text not null,
       fingerprint text not null,
       response json,
       primary key (tenant_id, idempotency_key)`,
      roles,
      PRIVATE,
    ),
  ],
};
