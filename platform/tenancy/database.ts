import { Migrator } from '@mikro-orm/migrations';
import { type EntityManager, MikroORM, type Options } from '@mikro-orm/postgresql';
import type { RawBuilder, Transaction } from 'kysely';
import pg from 'pg';
import { present } from '../kernel/assert.ts';
import type { TenantId } from '../kernel/ids.ts';
import { refuseFailedCommits } from './failed-commits.ts';
import { reclaimLostClients } from './lost-clients.ts';
import { type Migration, toMikroMigrations } from './migrations.ts';
import { bigintTypes, INT8 } from './pg-types.ts';
import { openReaders } from './reader.ts';
import { provision, type Roles, rolesOf, roleUrl } from './roles.ts';
import type { Reader, RunUnitOfWork, UnitOfWork } from './unit-of-work.ts';

export interface DatabaseOptions {
  /** The server, as a user that may create roles and databases. */
  readonly postgresUrl: string;
  readonly subgraph: string;
  /** Default: named like the subgraph. */
  readonly database?: string;
  readonly entities: NonNullable<Options['entities']>;
  readonly migrations: readonly Migration[];
  /** Connections of the app role at the most. */
  readonly poolSize?: number;
}

/** A subgraph's own database, migrated and ready. */
export interface Database {
  readonly unitOfWork: RunUnitOfWork;
  /** Reads of one tenant, each statement a transaction of its own: quicker than a unit of work. */
  readonly reader: (tenantId: TenantId) => Reader;
  /** The system role's pool: relay and projections only. Integers of 8 bytes come as bigint. */
  readonly system: pg.Pool;
  /** For connections of their own: the ledger's writer, sessions that LISTEN or hold session locks. */
  readonly urls: { readonly app: string; readonly system: string };
  /** Wakes whoever listens on `channel` in this database, soon and at the most every few milliseconds. */
  wakeUp(channel: string): void;
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

const DEFAULT_POOL_SIZE = 16;
const SYSTEM_POOL_SIZE = 4;
const WAKE_UP_SPACING_MS = 2;

/** Provisions, migrates and opens the database. Fails when its schema is newer than this code. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { postgresUrl, subgraph, database = subgraph.replaceAll('-', '_') } = options;
  const roles = rolesOf(subgraph);
  await provision(postgresUrl, subgraph, database);
  await migrate(roleUrl(postgresUrl, roles.owner, database), options, roles);
  const urls = {
    app: roleUrl(postgresUrl, roles.app, database),
    system: roleUrl(postgresUrl, roles.system, database),
  };
  const orm = await MikroORM.init({
    clientUrl: urls.app,
    entities: options.entities,
    pool: { min: 0, max: options.poolSize ?? DEFAULT_POOL_SIZE },
    driverOptions: {
      onPoolCreated: (pool: pg.Pool) => {
        readBigints(pool);
        reclaimLostClients(pool);
        refuseFailedCommits(pool);
      },
    },
    discovery: { warnWhenNoEntities: false },
    logger: () => {},
  });
  const system = new pg.Pool({ connectionString: urls.system, max: SYSTEM_POOL_SIZE, types: bigintTypes() });
  system.on('error', () => {});
  system.on('connect', (client) => client.on('error', () => {})); // lost while in use: the statement rejects
  const wakeUp = spacedNotify(system);
  const readers = openReaders(urls.app);
  return {
    unitOfWork: runUnitOfWork(orm, wakeUp),
    reader: readers.reader,
    system,
    urls,
    wakeUp,
    healthy: () =>
      system.query('select 1').then(
        () => true,
        () => false,
      ),
    close: async () => {
      await orm.close(true);
      await readers.close();
      await system.end();
    },
  };
}

/** MikroORM's pool reads with type overrides of its own; this adds ours to them. */
function readBigints(pool: pg.Pool): void {
  (pool.options.types as pg.TypeOverrides | undefined)?.setTypeParser(INT8, BigInt);
}

async function migrate(ownerUrl: string, options: DatabaseOptions, roles: Roles): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    logger: () => {},
    extensions: [Migrator],
    pool: { min: 0, max: 2 },
    migrations: { migrationsList: toMikroMigrations(options.migrations, roles), snapshot: false },
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
  { migrations, subgraph }: DatabaseOptions,
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

const runUnitOfWork =
  (orm: MikroORM, wakeUp: (channel: string) => void): RunUnitOfWork =>
  async (tenantId, work) => {
    const em = orm.em.fork();
    em.setSessionContext({ variables: { 'app.tenant_id': tenantId } });
    const channels = new Set<string>();
    const result = await em.transactional(async (transaction) => {
      const beforeCommit: (() => Promise<void>)[] = [];
      const value = await work(unitOfWork(transaction, tenantId, beforeCommit, channels));
      await transaction.flush();
      for (const action of beforeCommit) await action();
      return value;
    });
    for (const channel of channels) wakeUp(channel);
    return result;
  };

function unitOfWork(
  em: EntityManager,
  tenantId: TenantId,
  beforeCommit: (() => Promise<void>)[],
  channels: Set<string>,
): UnitOfWork {
  return {
    tenantId,
    em,
    query: async <Row>(statement: RawBuilder<Row>) => {
      const context = em.getTransactionContext<Transaction<unknown>>();
      const { rows } = await statement.execute(present(context, 'a unit of work is always in a transaction'));
      return rows;
    },
    beforeCommit: (action) => beforeCommit.push(action),
    wakeUp: (channel) => channels.add(channel),
  };
}

/**
 * NOTIFY is never sent inside a writing transaction: it takes a lock over all commits. Its own transaction holds that
 * lock too, so it does not wait for the disk. The first wake-up goes at once, those of the next moment as one.
 */
function spacedNotify(pool: pg.Pool): (channel: string) => void {
  const resting = new Set<string>();
  const due = new Set<string>();
  const wakeUp = (channel: string): void => {
    if (resting.has(channel)) {
      due.add(channel);
      return;
    }
    resting.add(channel);
    pool.query(`set local synchronous_commit = off; notify ${pg.escapeIdentifier(channel)}`).catch(() => {});
    setTimeout(() => {
      resting.delete(channel);
      if (due.delete(channel)) wakeUp(channel);
    }, WAKE_UP_SPACING_MS).unref();
  };
  return wakeUp;
}
