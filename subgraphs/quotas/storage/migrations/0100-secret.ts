import { type Migration, systemTable } from 'platform/tenancy/migrations';

/** One row, of 244 random bits: made once, and the same to all instances. */
export const secretMigration: Migration = {
  name: '0100-secret',
  up: (roles) => [
    ...systemTable('secret', 'value bytea not null', roles),
    `insert into secret values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid(), 'UTF8')))`,
  ],
};
