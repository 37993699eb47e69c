import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startKafka } from './kafka.ts';
import { startPostgres } from './postgres.ts';
import { commandLine, stopProcess } from './processes.ts';
import { startRedis } from './redis.ts';
import { lockFolder, type Mode, readState, stackFolder } from './state.ts';

export interface StackOptions {
  readonly mode: Mode;
  /** Says what was done, one line each. */
  readonly report: (line: string) => void;
}

/** The servers a supergraph stands on: those the environment names, else ones of our own. */
export interface Stack {
  readonly postgresUrl: string;
  /** Absent in embedded mode. */
  readonly kafkaBrokers?: readonly string[];
  /** Absent in embedded mode. */
  readonly redisUrl?: string;
  /** Resolves with its name when a server of ours goes without having been asked. */
  readonly lost: Promise<string>;
  /** Stops what we started; what has gone already is no failure. */
  stop(): Promise<void>;
}

interface Server {
  readonly name: string;
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

const STOP_GRACE_MS = 5_000;

/** Takes the mode's folder for this process, and ends what a killed one left. Resolves with how to give it back. */
export async function claimFolder(mode: Mode): Promise<() => Promise<void>> {
  mkdirSync(stackFolder(mode), { recursive: true });
  const unlock = lockFolder(mode);
  await clearOrphans(mode);
  return async () => unlock();
}

/** Starts what DATABASE_URL, KAFKA_BROKERS and REDIS_URL do not name, in the mode's folder, which must be ours. */
export async function startStack({ mode, report }: StackOptions): Promise<Stack> {
  const servers: Server[] = [];
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  const starting = [
    postgres(mode, report, servers),
    mode === 'full' ? kafka(mode, report, servers) : undefined,
    mode === 'full' ? redis(mode, report, servers) : undefined,
  ] as const;
  await Promise.allSettled(starting); // when one fails, the others are there to be stopped
  try {
    const [postgresUrl, kafkaBrokers, redisUrl] = await Promise.all(starting);
    const lost = Promise.race(servers.map((server) => server.exited.then(() => server.name)));
    return { postgresUrl, kafkaBrokers, redisUrl, lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function postgres(mode: Mode, report: StackOptions['report'], servers: Server[]): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const seconds = stopwatch();
  const server = await startPostgres({ dataDir: join(stackFolder(mode), 'postgres') });
  servers.push({ name: 'PostgreSQL', ...server });
  report(`PostgreSQL at port ${new URL(server.url).port}, ready after ${seconds()} s`);
  return server.url;
}

async function kafka(
  mode: Mode,
  report: StackOptions['report'],
  servers: Server[],
): Promise<readonly string[]> {
  if (process.env.KAFKA_BROKERS) return process.env.KAFKA_BROKERS.split(',');
  const seconds = stopwatch();
  const server = await startKafka({ dataDir: join(stackFolder(mode), 'kafka'), report });
  servers.push({ name: 'Kafka', ...server });
  const { dismissMembers } = await import('./kafka-members.ts');
  await dismissMembers(server.brokers).catch(() => {}); // their places are free a few seconds later, too
  report(`Kafka at ${server.brokers.join(', ')}, ready after ${seconds()} s`);
  return server.brokers;
}

async function redis(mode: Mode, report: StackOptions['report'], servers: Server[]): Promise<string> {
  if (process.env.REDIS_URL) return process.env.REDIS_URL;
  const seconds = stopwatch();
  const server = await startRedis({ dataDir: join(stackFolder(mode), 'redis'), durable: true });
  servers.push({ name: 'Redis', ...server });
  report(`Redis at port ${new URL(server.url).port}, ready after ${seconds()} s`);
  return server.url;
}

/** Seconds since it was made, as text. */
export function stopwatch(): () => string {
  const began = performance.now();
  return () => ((performance.now() - began) / 1000).toFixed(1);
}

/** Ends processes of ours that outlived a main.ts that was killed alone. */
async function clearOrphans(mode: Mode): Promise<void> {
  const children = readState(mode)?.children ?? [];
  const orphans = children.filter(({ pid, command }) => commandLine(pid).includes(command));
  await Promise.all(
    orphans.map(({ pid }) =>
      stopProcess(pid, { signal: 'SIGTERM', lastResort: 'SIGKILL', graceMs: STOP_GRACE_MS }),
    ),
  );
}
