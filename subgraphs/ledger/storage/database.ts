import { type Database, openDatabase } from 'platform/tenancy/database';
import { AccountRow } from './entities/AccountRow.ts';
import { LedgerRow } from './entities/LedgerRow.ts';
import { migrations } from './migrations/migrations.ts';

/** What the ledger's database consists of. */
export const ledgerDatabase = { subgraph: 'ledger', entities: [LedgerRow, AccountRow], migrations };

/** Provisions, migrates and opens the ledger's database. */
export const openLedgerDatabase = (postgresUrl: string): Promise<Database> =>
  openDatabase({ ...ledgerDatabase, postgresUrl });
