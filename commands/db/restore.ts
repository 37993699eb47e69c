import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { StartupError } from 'platform/local-stack/startup-error';
import { adminUrl } from 'platform/tenancy/roles';
import { migrationsOf, tablesOf } from './catalogue.ts';
import { END_OF_ROWS, FORMAT, type Header, type Section, VERSION } from './format.ts';

export interface RestoreOptions {
  /** The server, as its administrator. */
  readonly postgresUrl: string;
  readonly file: string;
  /** Databases of ours that the server has: one that the backup does not know would not fit to what it restores. */
  readonly existing: readonly string[];
  /** Makes a database where it is missing and brings its tables up to this code. */
  readonly prepare: (database: string) => Promise<void>;
  readonly report: (line: string) => void;
}

type Lines = AsyncGenerator<string, void>;
type Targets = ReadonlyMap<string, pg.Client>;

/**
 * Replaces what the databases of the backup hold by what they held. Nothing is changed unless all of the file could
 * be read. Fails in one line when somebody is connected, or when the backup is of another version of the tables.
 */
export async function restore(options: RestoreOptions): Promise<void> {
  const lines = linesOf(options.file);
  const header = parseHeader(await next(lines, options.file), options.file);
  refuseOlderBackup(header, options);
  const targets = new Map<string, pg.Client>();
  try {
    for (const database of header.databases) targets.set(database.name, await openTarget(database, options));
    await load(lines, targets, options);
    for (const client of targets.values()) await client.query('commit');
  } finally {
    await Promise.all([...targets.values()].map((client) => client.end()));
  }
}

/** Split at \n alone: `readline` would also split at U+2028, which a row may hold. */
async function* linesOf(file: string): AsyncGenerator<string, void> {
  const input = createReadStream(file);
  const text = createGunzip().setEncoding('utf8');
  input.on('error', (error) => text.destroy(error));
  let rest = '';
  for await (const chunk of input.pipe(text)) {
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

async function next(lines: Lines, file: string): Promise<string> {
  const { value, done } = await lines.next().catch((error: Error) => {
    throw new StartupError(`${file} cannot be read (${error.message}): nothing was changed.`);
  });
  if (done) throw new StartupError(`${file} is not whole: nothing was changed.`);
  return value;
}

function parseHeader(line: string, file: string): Header {
  const header = parseJson(line) as Partial<Header> | undefined;
  if (header?.format !== FORMAT || header.version !== VERSION) {
    throw new StartupError(`${file} is no backup that this version can read.`);
  }
  return header as Header;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuseOlderBackup({ databases }: Header, { file, existing }: RestoreOptions): void {
  const stranger = existing.find((name) => !databases.some((database) => database.name === name));
  if (!stranger) return;
  throw new StartupError(
    `${file} is older than the database "${stranger}": restore it into an empty folder (LOCAL_STACK_DIR). Nothing was changed.`,
  );
}

/** The database, empty, in a transaction in which neither triggers nor foreign keys are looked at. */
async function openTarget(
  { name, migrations }: Header['databases'][number],
  { postgresUrl, prepare }: RestoreOptions,
): Promise<pg.Client> {
  await refuseWhileUsed(postgresUrl, name);
  await prepare(name);
  const client = new pg.Client({ connectionString: adminUrl(postgresUrl, name) });
  await client.connect();
  if ((await migrationsOf(client)).join() !== migrations.join()) {
    await client.end();
    throw new StartupError(
      `The backup of ${name} is of another version of its tables: restore it with that version.`,
    );
  }
  const tables = await tablesOf(client);
  await client.query(`begin; set local session_replication_role = replica`);
  await client.query(`truncate ${tables.map((table) => table.name).join(', ')}`);
  return client;
}

async function refuseWhileUsed(postgresUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl(postgresUrl, 'postgres') });
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_stat_activity where datname = $1', [name]);
  await client.end();
  if (rowCount) throw new StartupError(`Somebody is connected to ${name}: stop the supergraph first.`);
}

async function load(lines: Lines, targets: Targets, { file, report }: RestoreOptions): Promise<void> {
  for (;;) {
    const section = JSON.parse(await next(lines, file)) as Section;
    if ('end' in section) return;
    const client = targets.get(section.database) as pg.Client;
    if ('sequences' in section) await setSequences(client, section.sequences);
    else {
      const rows = await copyRows(lines, file, client, `${section.table} (${section.columns.join(', ')})`);
      report(`${section.database}: ${section.table}, ${rows} rows`);
    }
  }
}

async function copyRows(lines: Lines, file: string, client: pg.Client, target: string): Promise<number> {
  const copy = client.query(copyFrom(`copy ${target} from stdin`));
  const finished = once(copy, 'finish');
  finished.catch(() => {});
  for (let row = await next(lines, file); row !== END_OF_ROWS; row = await next(lines, file)) {
    if (!copy.write(`${row}\n`)) await Promise.race([once(copy, 'drain'), finished]);
  }
  copy.end();
  await finished;
  return copy.rowCount;
}

async function setSequences(client: pg.Client, sequences: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(sequences)) {
    await client.query('select setval($1::regclass, $2::bigint)', [name, value]);
  }
}
