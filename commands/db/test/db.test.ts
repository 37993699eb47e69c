import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { adminUrl } from 'platform/tenancy/roles';
import { dropDatabase, testPostgresUrl } from 'platform/testing/postgres';
import { backup } from '../backup.ts';
import { restore } from '../restore.ts';

const postgresUrl = testPostgresUrl();
const SHOP = 'test_db_shop';
const BUS = 'test_db_bus';
/** What breaks careless formats: line ends of all kinds, COPY's own end, nothing, a NULL. */
const AWKWARD = ['a\nb', 'a\r\nb', 'a\u2028b', '\\.', '\\N', '', 'ü€😀', '\t|\\', null];

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  file = join(folder, 'backup.gz');
  await ask('postgres', `create database ${SHOP}`);
  await ask('postgres', `create database ${BUS}`);
  await prepare(SHOP);
  await prepare(BUS);
});
afterEach(async () => {
  await dropDatabase(SHOP);
  await dropDatabase(BUS);
  rmSync(file, { force: true });
});

async function ask(database: string, sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: adminUrl(postgresUrl, database) });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function prepare(database: string): Promise<void> {
  await ask(
    database,
    database === SHOP
      ? `create table if not exists migration (name text primary key);
         insert into migration values ('0001') on conflict do nothing;
         create table if not exists parent (id int primary key);
         create table if not exists child (
           id int generated always as identity primary key, parent int references parent, text text,
           size int generated always as (length(text)) stored);
         alter table child enable row level security; alter table child force row level security;
         create or replace function refuse() returns trigger language plpgsql as $$ begin raise 'append-only'; end $$;
         create or replace trigger append_only before update or delete on child for each row execute function refuse();
         create or replace trigger kept before truncate on child for each statement execute function refuse()`
      : 'create table if not exists message (seq int primary key)',
  );
}

async function fill(): Promise<void> {
  await ask(SHOP, 'insert into parent values (1), (2)');
  for (const text of AWKWARD) await ask(SHOP, 'insert into child (parent, text) values (1, $1)', [text]);
  await ask(BUS, 'insert into message select generate_series(1, 1000)');
}

const lines: string[] = [];
const report = (line: string) => void lines.push(line);
const backUp = () => backup({ postgresUrl, subgraphs: [SHOP], bus: BUS, file, report });
const bringBack = () => restore({ postgresUrl, file, existing: [], prepare, report });
/** Until the backup is in the queue for the bus's tables. */
async function untilQueued(): Promise<void> {
  const waiting = `select from pg_stat_activity where datname = '${BUS}' and wait_event_type = 'Lock'`;
  while ((await ask('postgres', waiting)).length === 0) await sleep(20);
}
const texts = async () => (await ask(SHOP, 'select text from child order by id')).map((row) => row.text);

describe('backup and restore', () => {
  test('bring back every row, byte by byte, and say so table by table', async () => {
    await fill();
    await backUp();
    await ask(SHOP, `insert into child (parent, text) values (2, 'later')`);
    await ask(BUS, 'truncate message');
    lines.length = 0;
    await bringBack();
    expect(await texts()).toEqual(AWKWARD);
    expect(await ask(BUS, 'select count(*)::int as n from message')).toEqual([{ n: 1000 }]);
    expect(lines).toContain(`${BUS}: public.message, 1000 rows`);
  });

  test('go on counting where the backup stopped', async () => {
    await fill();
    await backUp();
    await bringBack();
    const [row] = await ask(SHOP, `insert into child (parent, text) values (1, 'next') returning id`);
    expect(row).toEqual({ id: AWKWARD.length + 1 });
  });

  test('refuse a backup that is older than a database of ours, and change nothing', async () => {
    await fill();
    await backUp();
    const before = await ask(SHOP, 'select count(*) from child');
    await expect(
      restore({ postgresUrl, file, existing: [SHOP, 'younger'], prepare, report }),
    ).rejects.toThrow(/older than the database "younger".*Nothing was changed/);
    expect(await ask(SHOP, 'select count(*) from child')).toEqual(before);
  });

  test('work on a server where the databases are not there', async () => {
    await fill();
    await backUp();
    await dropDatabase(SHOP);
    await restore({
      postgresUrl,
      file,
      existing: [],
      report,
      prepare: async (name) => {
        if (name === SHOP) await ask('postgres', `create database ${SHOP}`);
        await prepare(name);
      },
    });
    expect(await texts()).toEqual(AWKWARD);
  });

  test('take nothing that is published after the cut', async () => {
    await fill();
    const publisher = new pg.Client({ connectionString: adminUrl(postgresUrl, BUS) });
    await publisher.connect();
    await publisher.query('begin; insert into message values (1001)');
    const running = backUp();
    await untilQueued();
    await publisher.query('commit');
    await publisher.query('insert into message values (1002)');
    await publisher.end();
    await running;
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).toMatch(/^1001$/m);
    expect(text).not.toMatch(/^1002$/m);
  });

  test('refuse while somebody is connected', async () => {
    await backUp();
    const client = new pg.Client({ connectionString: adminUrl(postgresUrl, SHOP) });
    await client.connect();
    await expect(bringBack()).rejects.toThrow(`Somebody is connected to ${SHOP}: stop the supergraph first.`);
    await client.end();
  });

  test('refuse a backup of other migrations', async () => {
    await backUp();
    await ask(SHOP, `insert into migration values ('0002')`);
    await expect(bringBack()).rejects.toThrow('is of another version of its tables');
  });

  test('refuse a file that was cut short, and change nothing', async () => {
    await fill();
    await backUp();
    await ask(SHOP, 'insert into parent values (3)');
    const whole = gunzipSync(readFileSync(file));
    writeFileSync(file, gzipSync(whole.subarray(0, whole.length - 20)));
    await expect(bringBack()).rejects.toThrow(/cannot be read|is not whole/);
    expect(await ask(SHOP, 'select count(*)::int as n from parent')).toEqual([{ n: 3 }]);
  });

  test('refuse a file that is something else', async () => {
    writeFileSync(file, 'hello');
    await expect(bringBack()).rejects.toThrow('cannot be read');
    writeFileSync(file, gzipSync('hello\n'));
    await expect(bringBack()).rejects.toThrow('is no backup that this version can read');
  });

  test('leave no half a file behind', async () => {
    await expect(
      backup({ postgresUrl, subgraphs: [SHOP, 'test_db_absent'], file, report }),
    ).rejects.toThrow();
    expect(existsSync(file)).toBe(false);
  });
});
