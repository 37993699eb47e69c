import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolveJars } from './jars.ts';
import { freePort } from './ports.ts';
import { commandLine, stopProcess } from './processes.ts';
import { StartupError } from './startup-error.ts';

export interface KafkaOptions {
  /** Everything is in here: the log, the server's configuration, what it prints. */
  readonly dataDir: string;
  /** Default: one that is free. */
  readonly port?: number;
  /** Says what takes long. */
  readonly report?: (line: string) => void;
}

export interface RunningKafka {
  /** `host:port` of each broker. */
  readonly brokers: readonly string[];
  readonly pid: number;
  /** Resolves when the broker has gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Asks it to go; resolves when the broker has gone. */
  stop(): Promise<void>;
}

const POM = resolve(import.meta.dirname, 'kafka/pom.xml');
const LOGGING = resolve(import.meta.dirname, 'kafka/log4j2.properties');
const READY = 'Kafka Server started';
const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 15_000;
const POLL_MS = 20;
const JVM = [
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  `-Dlog4j2.configurationFile=${LOGGING}`,
];

/** The folder of Kafka's jars, fetched when they are not there. Fails in one line where Kafka cannot run. */
export const kafkaJars = (report: (line: string) => void = () => {}): Promise<string> =>
  resolveJars('kafka-4.1.1', POM, report);

/**
 * Starts a Kafka node (KRaft, broker and controller in one) on loopback, formatting its log on first use. Fetches
 * the jars once per checkout. The server is a child in our process group.
 */
export async function startKafka(options: KafkaOptions): Promise<RunningKafka> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  await clearOrphan(dataDir);
  const classPath = join(await kafkaJars(options.report), '*');
  const port = options.port ?? (await freePort());
  writeFileSync(configuration(dataDir), properties(dataDir, port, await freePort()));
  await format(classPath, dataDir);
  const server = java(['-cp', classPath, 'kafka.Kafka', configuration(dataDir)], dataDir);
  writeFileSync(pidFile(dataDir), String(server.pid));
  await untilReady(server, dataDir);
  return running(server, port);
}

const configuration = (dataDir: string): string => join(dataDir, 'server.properties');
const logDir = (dataDir: string): string => join(dataDir, 'log');
const output = (dataDir: string): string => join(dataDir, 'server.log');
const pidFile = (dataDir: string): string => join(dataDir, 'server.pid');

/** Stops a broker that an earlier start left running here. */
async function clearOrphan(dataDir: string): Promise<void> {
  if (!existsSync(pidFile(dataDir))) return;
  const pid = Number(readFileSync(pidFile(dataDir), 'utf8'));
  if (commandLine(pid).includes(configuration(dataDir))) await terminate(pid);
}

const terminate = (pid: number): Promise<void> =>
  stopProcess(pid, { signal: 'SIGTERM', lastResort: 'SIGKILL', graceMs: STOP_GRACE_MS });

/** The quorum is static, so that ports may differ from start to start. */
const properties = (dataDir: string, port: number, controllerPort: number): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': logDir(dataDir),
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A killed broker's place is free again after this time, and not after the default of 9 s.
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

async function format(classPath: string, dataDir: string): Promise<void> {
  if (existsSync(join(logDir(dataDir), 'meta.properties'))) return;
  rmSync(logDir(dataDir), { recursive: true, force: true });
  const clusterId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  const tool = [
    'kafka.tools.StorageTool',
    'format',
    `--cluster-id=${clusterId}`,
    '-c',
    configuration(dataDir),
  ];
  const child = java(['-cp', classPath, ...tool], dataDir);
  const code = await new Promise((done) => child.once('exit', done).once('error', done));
  if (code !== 0) throw broken(dataDir);
}

/** Ctrl-C, which reaches the whole process group, must not end the broker before its consumers have left: SIGINT is ignored. */
function java(args: readonly string[], dataDir: string): ChildProcess {
  const log = openSync(output(dataDir), 'w');
  const script = `trap '' INT; exec java "$@"`;
  const options: SpawnOptions = { cwd: dataDir, stdio: ['ignore', log, log] };
  const child = spawn('sh', ['-c', script, 'java', ...JVM, ...args], options);
  closeSync(log);
  return child;
}

async function untilReady(server: ChildProcess, dataDir: string): Promise<void> {
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

function running(server: ChildProcess, port: number): RunningKafka {
  const pid = server.pid as number;
  const killWithUs = () => server.kill('SIGKILL');
  process.once('exit', killWithUs);
  return {
    brokers: [`127.0.0.1:${port}`],
    pid,
    exited: new Promise((done) => server.once('exit', () => done())),
    stop: async () => {
      process.off('exit', killWithUs);
      if (hasGone(server)) return;
      await terminate(pid);
    },
  };
}

function broken(dataDir: string): StartupError {
  const lines = readFileSync(output(dataDir), 'utf8').trim().split('\n');
  const complaint = lines.find((line) => /ERROR|FATAL|Exception/.test(line)) ?? lines.at(-1);
  return new StartupError(
    `Kafka cannot use ${dataDir} (${complaint || 'no reason given'}): move the folder away to begin empty.`,
  );
}
