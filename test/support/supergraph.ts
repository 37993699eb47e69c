import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Client, createClient } from '@client/typescript/client';
import { openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { freePort } from 'platform/local-stack/ports';
import type { Mode, StackState } from 'platform/local-stack/state';

const run = promisify(execFile);

const ROOT = resolve(import.meta.dirname, '../..');
const READY_TIMEOUT_MS = 100_000;
const STOP_TIMEOUT_MS = 20_000;
const POLL_MS = 50;
const REMOVE_RETRIES = 10;

export const ALL_SCOPES = ['ledger:read', 'ledger:write', 'payments:read', 'payments:write'];

export interface SupergraphOptions {
  readonly mode: Mode;
  readonly topology?: 'single' | 'processes';
}

/** A supergraph in a process group and a data folder of its own, as `npm start` starts it. */
export interface TestSupergraph {
  readonly url: string;
  /** Its data, in place of `.local`. */
  readonly folder: string;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Sends a signal to the whole process group, as a terminal does; resolves when main.ts has gone. */
  signal(signal: NodeJS.Signals): Promise<void>;
  /** kill -9 of main.ts alone: its children become orphans. */
  kill(): Promise<void>;
  /** kill -9 of one of its other processes; resolves when main.ts has gone, with how and with all that it printed. */
  killChild(pid: number): Promise<{ readonly code: number | null; readonly printed: string }>;
  /** Runs `npm run <name>` on it; answers what it printed. */
  command(name: string, ...args: string[]): Promise<string>;
  state(): StackState;
  token(tenant: string, actor: string, scopes?: readonly string[]): Promise<string>;
  client(tenant: string, actor?: string, scopes?: readonly string[]): Promise<Client>;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

export async function startSupergraph(options: SupergraphOptions): Promise<TestSupergraph> {
  const { mode } = options;
  const folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/graphql`;
  const environment = environmentOf(options, folder, port);
  const output = join(folder, 'output.log');
  const clients: Client[] = [];
  const started: ChildProcess[] = [];

  const state = () => JSON.parse(readFileSync(join(folder, mode, 'state.json'), 'utf8')) as StackState;
  const start = async () => {
    const main = spawnMain(mode, environment, output);
    started.push(main);
    await untilReady(main, port, output, state);
  };
  const end = async (send: (main: ChildProcess) => void) => {
    const main = started.at(-1) as ChildProcess;
    const gone = once(main, 'exit', { signal: AbortSignal.timeout(STOP_TIMEOUT_MS) });
    send(main);
    const [code] = await gone;
    return code as number | null;
  };
  const token = async (tenant: string, actor: string, scopes: readonly string[] = ALL_SCOPES) => {
    const issuer = await openDevelopmentIssuer(join(folder, mode, 'keys'));
    return issuer.signDevelopmentToken({ tenant, actor, scopes });
  };
  const client = async (tenant: string, actor = 'alice', scopes = ALL_SCOPES) => {
    const made = createClient({ url, token: () => token(tenant, actor, scopes) });
    clients.push(made);
    return made;
  };
  const dispose = async () => {
    await Promise.all(clients.map((made) => made.close()));
    for (const main of started) signalGroup(main, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: REMOVE_RETRIES });
  };
  const supergraph: TestSupergraph = {
    ...{ url, folder, start, state, token, client, dispose },
    signal: async (name) => void (await end((main) => signalGroup(main, name))),
    kill: async () => void (await end((main) => main.kill('SIGKILL'))),
    killChild: async (pid) => {
      const code = await end(() => process.kill(pid, 'SIGKILL'));
      return { code, printed: readFileSync(output, 'utf8') };
    },
    command: async (name, ...args) =>
      (await run('node', [`commands/${name}.ts`, ...args], { cwd: ROOT, env: environment })).stdout,
  };
  await start().catch(async (error) => {
    await dispose();
    throw error;
  });
  return supergraph;
}

const environmentOf = ({ topology = 'single' }: SupergraphOptions, folder: string, port: number) => ({
  ...process.env,
  PORT: String(port),
  LOCAL_STACK_DIR: folder,
  TOPOLOGY: topology,
});

function spawnMain(mode: Mode, environment: NodeJS.ProcessEnv, output: string): ChildProcess {
  const args = mode === 'full' ? ['main.ts', '--full'] : ['main.ts'];
  const log = openSync(output, 'a');
  const main = spawn('node', args, {
    cwd: ROOT,
    env: environment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return main;
}

/** To whoever is left of its process group, if anybody is. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(pid as number), signal);
  } catch {
    // Nobody is.
  }
}

const hasGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Ready, and it is this one that is: an orphan of the last may still answer. */
async function untilReady(
  main: ChildProcess,
  port: number,
  output: string,
  state: () => StackState,
): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!hasGone(main) && performance.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok && state().pid === main.pid) return;
    await sleep(POLL_MS);
  }
  throw new Error(`The supergraph did not become ready:\n${readFileSync(output, 'utf8')}`);
}
