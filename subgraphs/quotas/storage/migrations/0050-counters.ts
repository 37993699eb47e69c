import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Migration, tenantTable } from 'platform/tenancy/migrations';

export const FUNCTIONS = readFileSync(join(import.meta.dirname, '0050-counters/decide.sql'), 'utf8');

/**
 * What was counted of each key (stores/postgres). No index but the key's: rows change all the time, and where room is
 * left on their page a change touches nothing else.
 */
export const countersMigration: Migration = {
  name: '0050-counters',
  up: (roles) => [
    ...tenantTable(
      'counter',
      `key text not null,
       state float8[] not null default '{}',
       idle_at float8 not null default 0,
       primary key (tenant_id, key)`,
      roles,
      { app: 'select, insert, update, delete', system: 'select, delete' },
    ),
    'alter table counter set (fillfactor = 50)',
    FUNCTIONS,
  ],
};
