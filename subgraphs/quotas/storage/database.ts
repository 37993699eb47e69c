import { type Database, openDatabase } from 'platform/tenancy/database';
import { OverrideRow } from './entities/OverrideRow.ts';
import { PolicyRow } from './entities/PolicyRow.ts';
import { migrations } from './migrations/migrations.ts';

/** What the quotas database consists of. */
export const quotasDatabase = { subgraph: 'quotas', entities: [PolicyRow, OverrideRow], migrations };

/** Provisions, migrates and opens the quotas database. */
export const openQuotasDatabase = (postgresUrl: string): Promise<Database> =>
  openDatabase({ ...quotasDatabase, postgresUrl });
