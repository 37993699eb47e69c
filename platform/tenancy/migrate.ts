import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { type Migration, toMikroMigrations } from './migrations.ts';
import type { Roles } from './roles.ts';

export interface MigrateOptions {
  readonly ownerUrl: string;
  readonly roles: Roles;
  readonly subgraph: string;
  readonly migrations: readonly Migration[];
}

/** Runs what is missing, one caller at a time. Fails when the schema is newer than this code. */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { ownerUrl, roles, migrations } = options;
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    logger: () => {},
    extensions: [Migrator],
    pool: { min: 0, max: 2 },
    migrations: { migrationsList: toMikroMigrations(migrations, roles), snapshot: false },
  });
  const lock = new pg.Client({ connectionString: ownerUrl });
  lock.on('error', () => {});
  try {
    await lock.connect();
    await lock.query(`select pg_advisory_lock(hashtext('migrations'))`);
    await lock.query(`grant usage on schema public to ${roles.app}, ${roles.system}`);
    await refuseNewerDatabase(lock, options);
    await orm.migrator.up();
  } finally {
    await lock.end();
    await orm.close(true);
  }
}

async function refuseNewerDatabase(
  client: pg.Client,
  { migrations, subgraph }: MigrateOptions,
): Promise<void> {
  const { rows: tables } = await client.query(
    `select 1 from pg_tables where tablename = 'mikro_orm_migrations'`,
  );
  if (tables.length === 0) return;
  const known = new Set(migrations.map((migration) => migration.name));
  const { rows } = await client.query<{ name: string }>('select name from mikro_orm_migrations');
  const unknown = rows.find((row) => !known.has(row.name));
  if (unknown) {
    throw new Error(
      `The database of ${subgraph} is newer than this code: it has migration "${unknown.name}".`,
    );
  }
}
