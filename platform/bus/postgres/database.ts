import pg from 'pg';
import { provision, type Roles, rolesOf, roleUrl } from '../../tenancy/roles.ts';
import { log } from './migrations/0001-log.ts';
import { publish } from './migrations/0002-publish.ts';
import { chunks } from './migrations/0003-chunks.ts';
import { publishChunks } from './migrations/0004-publish-chunks.ts';
import type { Step } from './migrations/step.ts';

/** Where the bus is: its tables belong to `bus_owner`, and `bus_app` reads and writes them. */
export interface BusDatabase {
  /** The app role's URL. */
  readonly url: string;
}

const STEPS: readonly Step[] = [log, publish, chunks, publishChunks];

/** Makes the database and brings its tables up to date. Safe to run by many at once. */
export async function prepareDatabase(postgresUrl: string, database: string): Promise<BusDatabase> {
  await provision(postgresUrl, 'bus', database);
  const roles = rolesOf('bus');
  const owner = new pg.Client({ connectionString: roleUrl(postgresUrl, roles.owner, database) });
  await owner.connect();
  try {
    await owner.query(`select pg_advisory_lock(hashtext('migrations'))`);
    await migrate(owner, roles);
  } finally {
    await owner.end();
  }
  return { url: roleUrl(postgresUrl, roles.app, database) };
}

async function migrate(owner: pg.Client, roles: Roles): Promise<void> {
  await owner.query('create table if not exists migration (name text primary key)');
  const { rows } = await owner.query<{ name: string }>('select name from migration');
  const done = new Set(rows.map((row) => row.name));
  const unknown = [...done].find((name) => !STEPS.some((step) => step.name === name));
  if (unknown)
    throw new Error(`The database of the bus is newer than this code: it has migration "${unknown}".`);
  for (const { name, up } of STEPS) {
    if (!done.has(name))
      await owner.query(`begin; ${up(roles)}; insert into migration values ('${name}'); commit`);
  }
}
