import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { adminUrl } from 'platform/tenancy/roles';
import { migrationsOf, sequencesOf, tablesOf } from './catalogue.ts';
import { END_OF_ROWS, FORMAT, type Header, type Section, VERSION } from './format.ts';

export interface BackupOptions {
  /** The server, as its administrator. */
  readonly postgresUrl: string;
  /** Databases of subgraphs. */
  readonly subgraphs: readonly string[];
  /** The bus's database, where the bus is on PostgreSQL. */
  readonly bus?: string;
  readonly file: string;
  readonly report: (line: string) => void;
}

interface Snapshot {
  readonly name: string;
  readonly client: pg.Client;
}

/** How long publishing may be held up while the snapshots are opened. */
const HOLD_TIMEOUT = '10s';

const SNAPSHOT = 'begin isolation level repeatable read read only; set local row_security = off; select 1';

/**
 * Writes all databases to the file, each as it stood at one instant. Subgraphs know of each other only through the
 * bus, so it is held still while the snapshots are opened: together they are one consistent cut. Writers go on.
 */
export async function backup(options: BackupOptions): Promise<void> {
  const snapshots: Snapshot[] = [];
  const unfinished = `${options.file}.unfinished`;
  try {
    await openSnapshots(options, snapshots);
    const output = createWriteStream(unfinished, { mode: 0o600 });
    await pipeline(contents(snapshots, options.report), createGzip(), output);
    await rename(unfinished, options.file);
  } finally {
    await rm(unfinished, { force: true });
    await Promise.all(snapshots.map(({ client }) => client.end()));
  }
}

async function openSnapshots(
  { postgresUrl, subgraphs, bus }: BackupOptions,
  snapshots: Snapshot[],
): Promise<void> {
  for (const name of bus ? [...subgraphs, bus] : subgraphs) snapshots.push(await connect(postgresUrl, name));
  const holder = bus ? await hold(postgresUrl, bus) : undefined;
  try {
    await Promise.all(snapshots.map(({ client }) => client.query(SNAPSHOT)));
  } finally {
    await holder?.end();
  }
}

async function connect(postgresUrl: string, name: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: adminUrl(postgresUrl, name) });
  await client.connect();
  return { name, client };
}

/** Until it is ended nobody publishes, and no consumer moves on. */
async function hold(postgresUrl: string, bus: string): Promise<pg.Client> {
  const { client } = await connect(postgresUrl, bus);
  const tables = await tablesOf(client);
  const names = tables.map(({ name }) => name).join(', ');
  await client.query(`begin; set local lock_timeout = '${HOLD_TIMEOUT}'; lock table ${names} in share mode`);
  return client;
}

async function* contents(snapshots: readonly Snapshot[], report: (line: string) => void) {
  const databases = await Promise.all(
    snapshots.map(async ({ name, client }) => ({ name, migrations: await migrationsOf(client) })),
  );
  yield line({ format: FORMAT, version: VERSION, databases });
  for (const { name, client } of snapshots) {
    for (const { name: table, columns } of await tablesOf(client)) {
      yield line({ database: name, table, columns });
      const rows = client.query(copyTo(`copy ${table} (${columns.join(', ')}) to stdout`));
      yield* rows;
      yield `${END_OF_ROWS}\n`;
      report(`${name}: ${table}, ${rows.rowCount} rows`);
    }
    yield line({ database: name, sequences: await sequencesOf(client) });
  }
  yield line({ end: true });
}

const line = (value: Header | Section): string => `${JSON.stringify(value)}\n`;
