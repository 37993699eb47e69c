import { subgraphMigrations } from 'platform/graphql/subgraph-migrations';
import type { Migration } from 'platform/tenancy/migrations';
import { paymentsMigration } from './0010-payments.ts';
import { sandboxMigration } from './0020-sandbox.ts';

/** All steps of the payments database, in order. */
export const migrations: readonly Migration[] = [...subgraphMigrations, paymentsMigration, sandboxMigration];
