import pg from 'pg';
import { prepareDatabase } from 'platform/bus/postgres/database';
import { StartupError } from 'platform/local-stack/startup-error';
import { type DatabaseOptions, openDatabase } from 'platform/tenancy/database';
import { adminUrl } from 'platform/tenancy/roles';
import { subgraphNames } from '../../topology/subgraphs.ts';

/** What `subgraphs/<name>/storage/database.ts` declares. */
type Declaration = Omit<DatabaseOptions, 'postgresUrl'>;

const BUS = 'bus';

const databaseName = (subgraph: string): string => subgraph.replaceAll('-', '_');

/** Which of our databases the server has: the subgraphs', and the bus's where the bus is on PostgreSQL. */
export async function existingDatabases(
  postgresUrl: string,
): Promise<{ readonly subgraphs: string[]; readonly bus?: string }> {
  const client = new pg.Client({ connectionString: adminUrl(postgresUrl, 'postgres') });
  await client.connect();
  const { rows } = await client.query<{ name: string }>('select datname as name from pg_database');
  await client.end();
  const existing = new Set(rows.map(({ name }) => name));
  const subgraphs = subgraphNames().map(databaseName);
  return {
    subgraphs: subgraphs.filter((name) => existing.has(name)),
    ...(existing.has(BUS) && { bus: BUS }),
  };
}

/** Makes a database of ours where it is missing, and brings its tables up to this code. */
export async function prepare(postgresUrl: string, database: string): Promise<void> {
  if (database === BUS) {
    await prepareDatabase(postgresUrl, BUS);
    return;
  }
  const subgraph = subgraphNames().find((name) => databaseName(name) === database);
  if (!subgraph)
    throw new StartupError(`The backup has a database "${database}" of which supergraph.yaml knows nothing.`);
  const opened = await openDatabase({ ...(await declarationOf(subgraph)), postgresUrl });
  await opened.close();
}

async function declarationOf(subgraph: string): Promise<Declaration> {
  const exports: Record<string, unknown> = await import(`../../subgraphs/${subgraph}/storage/database.ts`);
  const isDeclaration = (value: unknown): value is Declaration =>
    typeof value === 'object' && value !== null && 'migrations' in value;
  return Object.values(exports).find(isDeclaration) as Declaration;
}
