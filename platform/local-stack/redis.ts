import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.ts';
import { commandLine, stopProcess } from './processes.ts';
import { StartupError } from './startup-error.ts';

export interface RedisOptions {
  /** What the server prints is in here, and its data if they are durable. */
  readonly dataDir: string;
  /** Default: one that is free. */
  readonly port?: number;
  /** Whether data outlives the server, also one that is killed; of a machine that fails, but the last second. Default: no. */
  readonly durable?: boolean;
}

export interface RunningRedis {
  /** `redis://127.0.0.1:port` */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the server has gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Asks it to go; resolves when it has gone. */
  stop(): Promise<void>;
}

const READY = 'Ready to accept connections';
const START_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 5_000;
const POLL_MS = 10;

/**
 * Starts the machine's redis-server on loopback. The server is a child in our process group, so Ctrl-C ends it at once.
 * Fails in one line where there is none.
 */
export async function startRedis(options: RedisOptions): Promise<RunningRedis> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  await clearOrphan(dataDir);
  const port = options.port ?? (await freePort());
  const server = launch(dataDir, port, options.durable);
  writeFileSync(pidFile(dataDir), `${server.pid} ${titleAt(port)}`);
  await untilReady(server, dataDir);
  return running(server, port);
}

const output = (dataDir: string): string => join(dataDir, 'server.log');
const pidFile = (dataDir: string): string => join(dataDir, 'server.pid');

/** How a server calls itself in its command line. */
const titleAt = (port: number): string => `redis-server 127.0.0.1:${port}`;

/** Stops a server that an earlier start left running here. */
async function clearOrphan(dataDir: string): Promise<void> {
  if (!existsSync(pidFile(dataDir))) return;
  const [pid, ...title] = readFileSync(pidFile(dataDir), 'utf8').split(' ');
  if (commandLine(Number(pid)).startsWith(title.join(' '))) await terminate(Number(pid));
}

const terminate = (pid: number): Promise<void> =>
  stopProcess(pid, { signal: 'SIGTERM', lastResort: 'SIGKILL', graceMs: STOP_GRACE_MS });

function launch(dataDir: string, port: number, durable = false): ChildProcess {
  const log = { appendonly: durable ? 'yes' : 'no', appendfsync: 'everysec' };
  const settings = { bind: '127.0.0.1', port, save: '', ...log };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const printed = openSync(output(dataDir), 'w');
  const server = spawn('redis-server', args, { cwd: dataDir, stdio: ['ignore', printed, printed] });
  server.once('error', () => {}); // it has no pid then
  closeSync(printed);
  return server;
}

async function untilReady(server: ChildProcess, dataDir: string): Promise<void> {
  if (server.pid === undefined) throw missing();
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!readFileSync(output(dataDir), 'utf8').includes(READY)) {
    if (hasGone(server) || performance.now() > deadline) {
      server.kill('SIGKILL');
      throw broken(dataDir);
    }
    await sleep(POLL_MS);
  }
}

const hasGone = (server: ChildProcess): boolean => server.exitCode !== null || server.signalCode !== null;

function running(server: ChildProcess, port: number): RunningRedis {
  const pid = server.pid as number;
  const killWithUs = () => server.kill('SIGKILL');
  process.once('exit', killWithUs);
  return {
    url: `redis://127.0.0.1:${port}`,
    pid,
    exited: new Promise((done) => server.once('exit', () => done())),
    stop: async () => {
      process.off('exit', killWithUs);
      if (!hasGone(server)) await terminate(pid);
    },
  };
}

const missing = (): StartupError =>
  new StartupError(
    'There is no "redis-server" here: install Redis 7 or newer, or name a server in REDIS_URL.',
  );

function broken(dataDir: string): StartupError {
  const lines = readFileSync(output(dataDir), 'utf8').trim().split('\n');
  return new StartupError(`Redis did not start (${lines.at(-1) || 'no reason given'}).`);
}
