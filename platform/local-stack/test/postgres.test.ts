import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startPostgres } from '../postgres.ts';
import { commandLine, hasExited } from '../processes.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-stack-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

/** Starts the server from a process of its own, which is then killed: what a crash leaves. */
async function startAndKill(dataDir: string): Promise<number> {
  const code = `
    import { startPostgres } from '${join(import.meta.dirname, '../postgres.ts')}';
    console.log((await startPostgres({ dataDir: '${dataDir}' })).pid);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code]);
  const [pid] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return Number(pid);
}

describe('PostgreSQL of the local stack', () => {
  test('keeps its data from start to start', async () => {
    const dataDir = join(folder, 'kept');
    const first = await startPostgres({ dataDir });
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await startPostgres({ dataDir });
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    expect(commandLine(second.pid)).toBe('');
  });

  test('listens on loopback only, and wants its password', async () => {
    const server = await startPostgres({ dataDir: join(folder, 'closed') });
    expect(await ask(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const withoutPassword = new URL(server.url);
    withoutPassword.password = 'guess';
    await expect(ask(withoutPassword.toString(), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    await server.stop();
  });

  test('is as durable as it is asked to be', async () => {
    const dataDir = join(folder, 'durable');
    const durable = await startPostgres({ dataDir });
    expect(await ask(durable.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    await durable.stop();
    const quick = await startPostgres({ dataDir, durable: false, settings: { max_connections: 33 } });
    expect(await ask(quick.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
    expect(await ask(quick.url, 'show max_connections')).toEqual([{ max_connections: '33' }]);
    await quick.stop();
  });

  test('stops an orphan of its own folder', async () => {
    const dataDir = join(folder, 'orphan');
    const orphan = await startAndKill(dataDir);
    expect(commandLine(orphan)).toContain(dataDir);
    const server = await startPostgres({ dataDir });
    expect(await hasExited(orphan, 0)).toBe(true);
    await server.stop();
  });

  test('starts over a pid file whose pid is a stranger now', async () => {
    const dataDir = join(folder, 'stranger');
    await (await startPostgres({ dataDir })).stop();
    const stranger = spawn('sleep', ['60']);
    writeFileSync(
      join(dataDir, 'cluster/postmaster.pid'),
      `${stranger.pid}\n${dataDir}/cluster\n1\n5432\n\n\n0 0\nready\n`,
    );
    const server = await startPostgres({ dataDir });
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
    await server.stop();
  });

  test('waits for the sessions of a killed server', async () => {
    const dataDir = join(folder, 'sessions');
    const first = await startPostgres({ dataDir });
    const busy = ask(first.url, 'select pg_sleep(1)').catch(() => {});
    await sleep(200);
    process.kill(first.pid, 'SIGKILL');
    const second = await startPostgres({ dataDir });
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    await busy;
  });

  test('says in one line that its folder is broken', async () => {
    const dataDir = join(folder, 'broken');
    mkdirSync(join(dataDir, 'cluster'), { recursive: true });
    writeFileSync(join(dataDir, 'password'), 'secret');
    const failure = await startPostgres({ dataDir }).catch((error: Error) => error);
    expect(failure).toMatchObject({
      name: 'StartupError',
      message: expect.stringMatching(/^PostgreSQL cannot use .*broken.*: restore the folder.*$/),
    });
  });

  test('begins again where initdb was interrupted', async () => {
    const dataDir = join(folder, 'interrupted');
    mkdirSync(join(dataDir, 'cluster.new/half'), { recursive: true });
    const server = await startPostgres({ dataDir });
    await server.stop();
    expect(readFileSync(join(dataDir, 'cluster/PG_VERSION'), 'utf8').trim()).toBe('18');
  });

  test('runs below a folder that is closed to others', async () => {
    const closed = join(folder, 'private');
    mkdirSync(closed, { mode: 0o700 });
    const server = await startPostgres({ dataDir: join(closed, 'data') });
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});
