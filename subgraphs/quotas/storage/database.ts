import { type Database, openDatabase } from 'platform/tenancy/database';
import { PolicyRow } from './entities/PolicyRow.ts';
import { migrations } from './migrations/migrations.ts';

/** What the quotas database consists of. */
export const quotasDatabase = { subgraph: 'quotas', entities: [PolicyRow], migrations };

/** Provisions, migrates and opens the quotas database. */
export const openQuotasDatabase = (postgresUrl: string): Promise<Database> =>
  openDatabase({ ...quotasDatabase, postgresUrl });
