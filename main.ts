import { Command } from 'commander';
import { isFree } from 'platform/local-stack/ports';
import { claimFolder, startStack, stopwatch } from 'platform/local-stack/stack';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { type Mode, writeState } from 'platform/local-stack/state';
import { createDrain, type Drain, drainOnSignals } from 'platform/telemetry/drain';
import { createLogger, type LoggerOptions } from 'platform/telemetry/logger';
import { announcement } from './topology/announcement.ts';
import { untilReady } from './topology/ready.ts';
import { startableSubgraphs } from './topology/subgraphs.ts';
import type { StartTopology } from './topology/topology.ts';

const DEFAULT_PORT = 4000;
const TOPOLOGIES = { single: loadSingle, processes: loadProcesses };

const command = new Command('start')
  .description('Starts the whole supergraph on this machine: servers, subgraphs, gateway.')
  .option(
    '--full',
    'events on Kafka, quotas on Redis, data in .local/full (default: on PostgreSQL, in .local/embedded)',
    false,
  )
  .addHelpText(
    'after',
    `
Environment:
  PORT           the gateway's port (default: ${DEFAULT_PORT})
  TOPOLOGY       single: all in this process (default); processes: one for each subgraph and the gateway;
                 when one of them ends, all do, with exit code 1
  DATABASE_URL   a PostgreSQL server to use, as a user that may create roles and databases
  KAFKA_BROKERS  brokers to use with --full, with commas between
  REDIS_URL      a Redis server to use with --full
  LOG_LEVEL      what is logged (default: warn)
  LOCAL_STACK_DIR  where data is kept (default: .local); the other commands obey it too`,
  )
  .parse();

await runCommand(() => start(command.opts<{ full: boolean }>().full ? 'full' : 'embedded'));
if (process.exitCode) process.exit();

/** The servers, the subgraphs, the gateway: started in this order, stopped in reverse. */
async function start(mode: Mode): Promise<void> {
  const seconds = stopwatch();
  process.chdir(import.meta.dirname);
  const port = portFromEnvironment();
  const names = startableSubgraphs();
  const topology = loadTopology(names);
  topology.catch(() => {}); // awaited below, unless something fails before
  const logger = createLogger({ name: 'supergraph', ...logging(() => drain.draining) });
  const drain: Drain = createDrain(logger);
  drainOnSignals(drain);
  try {
    drain.add('folder', await claimFolder(mode));
    await refuseUsedPort(port);
    const stack = await startStack({ mode, report: console.log });
    drain.add('servers', stack.stop);
    stopWhenLost(stack.lost, drain);
    const gatewayUrl = `http://127.0.0.1:${port}/graphql`;
    const { postgresUrl, kafkaBrokers, redisUrl } = stack;
    const servers = { postgresUrl, kafkaBrokers, redisUrl };
    // before it serves: whoever finds it ready may ask for a token at once
    writeState({ mode, pid: process.pid, gatewayUrl, ...servers, children: [] });
    const startTopology = await topology;
    const { lost } = await startTopology({
      mode,
      names,
      port,
      stack,
      logger,
      drain,
      report: console.log,
    });
    if (lost) stopWhenLost(lost, drain);
    await untilReady('the supergraph', port);
    console.log(announcement(gatewayUrl, seconds()));
  } catch (error) {
    const isAsked = drain.draining; // then what stops it says why
    await drain.run();
    if (!isAsked) throw error;
  }
}

/** Ctrl-C reaches the servers too: that they went before us is no news, unless somebody asks for a level. */
function logging(isDraining: () => boolean): Pick<LoggerOptions, 'level' | 'destination'> {
  if (process.env.LOG_LEVEL) return {};
  return {
    level: 'warn',
    destination: { write: (line) => void (isDraining() || process.stdout.write(line)) },
  };
}

function portFromEnvironment(): number {
  const port = Number(process.env.PORT ?? DEFAULT_PORT);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw new StartupError(`PORT is "${process.env.PORT}": expected a number from 1 to 65535.`);
}

async function refuseUsedPort(port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new StartupError(`Port ${port} is in use: stop what uses it, or choose another one with PORT=….`);
}

/** Code loads while the servers are starting. */
function loadTopology(names: readonly string[]): Promise<StartTopology> {
  const name = process.env.TOPOLOGY ?? 'single';
  if (!Object.hasOwn(TOPOLOGIES, name)) {
    throw new StartupError(`TOPOLOGY is "${name}": expected "single" or "processes".`);
  }
  return TOPOLOGIES[name as keyof typeof TOPOLOGIES](names);
}

async function loadSingle(names: readonly string[]): Promise<StartTopology> {
  const { startSingle, loadCompose } = await import('./topology/single.ts');
  await Promise.all(names.map(loadCompose));
  return startSingle;
}

async function loadProcesses(): Promise<StartTopology> {
  const { startProcesses } = await import('./topology/processes.ts');
  return startProcesses;
}

function stopWhenLost(lost: Promise<string>, drain: Drain): void {
  void lost.then(async (name) => {
    if (drain.draining) return;
    console.error(`${name} has gone: stopping.`);
    await drain.run();
    process.exit(1);
  });
}
