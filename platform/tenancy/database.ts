import { type EntityManager, MikroORM, type Options } from '@mikro-orm/postgresql';
import type { RawBuilder, Transaction } from 'kysely';
import pg from 'pg';
import { present } from '../kernel/assert.ts';
import type { TenantId } from '../kernel/ids.ts';
import { refuseFailedCommits } from './failed-commits.ts';
import { reclaimLostClients } from './lost-clients.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations.ts';
import { bigintTypes, INT8, PATIENCE } from './pg-settings.ts';
import { openReaders } from './reader.ts';
import { provision, rolesOf, roleUrl } from './roles.ts';
import type { Reader, RunUnitOfWork, UnitOfWork } from './unit-of-work.ts';
import { spacedNotify } from './wake-ups.ts';

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

/** Provisions, migrates and opens the database. Fails when its schema is newer than this code. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { postgresUrl, subgraph, database = subgraph.replaceAll('-', '_') } = options;
  const roles = rolesOf(subgraph);
  await provision(postgresUrl, subgraph, database);
  const ownerUrl = roleUrl(postgresUrl, roles.owner, database);
  await migrate({ ownerUrl, roles, subgraph, migrations: options.migrations });
  const urls = {
    app: roleUrl(postgresUrl, roles.app, database),
    system: roleUrl(postgresUrl, roles.system, database),
  };
  const orm = await MikroORM.init({
    clientUrl: urls.app,
    entities: options.entities,
    pool: { min: 0, max: options.poolSize ?? DEFAULT_POOL_SIZE },
    driverOptions: {
      ...PATIENCE,
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
