import pg from 'pg';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { rolesOf, roleUrl } from 'platform/tenancy/roles';
import { existingDatabases } from '../db/databases.ts';

/** A subgraph whose consumers may have dead letters; `pool` is its system role's. */
export interface DeadLetterStore {
  readonly subgraph: string;
  readonly pool: pg.Pool;
}

/** Opens the dead letters of all subgraphs that have been started on this server. */
export async function withDeadLetters<T>(
  postgresUrl: string,
  work: (stores: readonly DeadLetterStore[]) => Promise<T>,
): Promise<T> {
  const { subgraphs } = await existingDatabases(postgresUrl);
  const stores = subgraphs.map((name) => ({ subgraph: name, pool: poolOf(postgresUrl, name) }));
  try {
    const withTable = await Promise.all(
      stores.map(async (store) => ((await hasTable(store)) ? [store] : [])),
    );
    return await work(withTable.flat());
  } finally {
    await Promise.all(stores.map(({ pool }) => pool.end()));
  }
}

function poolOf(postgresUrl: string, name: string): pg.Pool {
  const connectionString = roleUrl(postgresUrl, rolesOf(name).system, name);
  const pool = new pg.Pool({ connectionString, max: 1, types: bigintTypes() });
  pool.on('error', () => {}); // lost while idle: the next statement connects anew, or rejects
  return pool;
}

async function hasTable({ pool }: DeadLetterStore): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select to_regclass('dead_letter') is not null as found`,
  );
  return rows[0]?.found === true;
}
