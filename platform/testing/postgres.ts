import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { present } from '../kernel/assert.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../tenancy/database.ts';
import { adminUrl, provision, rolesOf } from '../tenancy/roles.ts';

export type TestDatabaseOptions = Omit<DatabaseOptions, 'postgresUrl' | 'database'>;

export interface TestDatabase extends Database {
  readonly name: string;
  /** The database as the administrator: row-level security does not hold for it. */
  readonly adminUrl: string;
  /** Closes the pools and drops the database. Call it in `afterAll`. */
  close(): Promise<void>;
}

const TEMPLATE_LOCK = 7_203_002;

/** The PostgreSQL of this test run, as its administrator. */
export const testPostgresUrl = (): string =>
  present(process.env.TEST_POSTGRES_URL, 'jest starts PostgreSQL: platform/testing/global-setup.ts');

/** A fresh database for one test file, cloned from a template that is migrated once a run. */
export async function testDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const name = await cloneDatabase(options);
  const postgresUrl = testPostgresUrl();
  const database = await openDatabase({ ...options, postgresUrl, database: name });
  const close = async () => {
    await database.close();
    await dropDatabase(name);
  };
  return { ...database, name, adminUrl: adminUrl(postgresUrl, name), close };
}

/** The same, not opened: for a suite that starts a whole subgraph on it. Returns its name. */
export async function cloneDatabase(options: TestDatabaseOptions): Promise<string> {
  const name = `test_${options.subgraph.replaceAll('-', '_')}_${randomBytes(6).toString('hex')}`;
  const template = templateName(options);
  await asAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await ensureTemplate(admin, template, options);
    await onceOutOfUse(() =>
      admin.query(
        `create database ${name} template ${template} strategy file_copy owner ${rolesOf(options.subgraph).owner}`,
      ),
    );
    await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  });
  await provision(testPostgresUrl(), options.subgraph, name);
  return name;
}

/** Connections of an administrator. They may outlive `end()` by a moment, and end with their database. */
export function adminPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => {});
  return pool;
}

export const dropDatabase = (name: string): Promise<void> =>
  asAdmin(async (admin) => {
    await onceOutOfUse(() =>
      admin.query(`drop database if exists ${admin.escapeIdentifier(name)} with (force)`),
    );
  });

const OBJECT_IN_USE = '55006';

/** PostgreSQL waits only 5 s for the sessions of a database to end, which on a slow machine may take longer. */
async function onceOutOfUse(statement: () => Promise<unknown>, attempts = 10): Promise<void> {
  try {
    await statement();
  } catch (error) {
    if ((error as pg.DatabaseError).code !== OBJECT_IN_USE || attempts === 1) throw error;
    await onceOutOfUse(statement, attempts - 1);
  }
}

async function ensureTemplate(admin: pg.Client, name: string, options: TestDatabaseOptions): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [
    name,
  ]);
  if (rowCount) return;
  const database = await openDatabase({ ...options, postgresUrl: testPostgresUrl(), database: name });
  await database.close();
  await admin.query(`alter database ${name} is_template true`);
}

/** Other migrations, other template. */
function templateName({ subgraph, migrations }: TestDatabaseOptions): string {
  const steps = migrations.map(({ name, up }) => [name, up(rolesOf(subgraph))]);
  const hash = createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 12);
  return `template_${subgraph.replaceAll('-', '_')}_${hash}`;
}

async function asAdmin(work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl(testPostgresUrl(), 'postgres') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
