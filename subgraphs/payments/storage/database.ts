import { type Database, openDatabase } from 'platform/tenancy/database';
import { PaymentRow } from './entities/PaymentRow.ts';
import { migrations } from './migrations/migrations.ts';

/** What the payments database consists of. */
export const paymentsDatabase = { subgraph: 'payments', entities: [PaymentRow], migrations };

/** Provisions, migrates and opens the payments database. */
export const openPaymentsDatabase = (postgresUrl: string): Promise<Database> =>
  openDatabase({ ...paymentsDatabase, postgresUrl });
