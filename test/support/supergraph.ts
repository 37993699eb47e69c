import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
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
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const POLL_MS = 50;

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
  signal(signal: NodeJS.Signals): Promise<number | null>;
  /** kill -9 of main.ts alone: its children become orphans. */
  kill(): Promise<void>;
  /** Runs `npm run <name>` on it; answers what it printed. */
  command(name: string, ...args: string[]): Promise<string>;
  state(): StackState;
  token(tenant: string, actor: string, scopes?: readonly string[]): Promise<string>;
  client(tenant: string, actor?: string, scopes?: readonly string[]): Promise<Client>;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

export async function startSupergraph(options: SupergraphOptions): Promise<TestSupergraph> {
  const { mode, topology = 'single' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/graphql`;
  const environment = { ...process.env, PORT: String(port), LOCAL_STACK_DIR: folder, TOPOLOGY: topology };
  const output = join(folder, 'output.log');
  const clients: Client[] = [];
  let main: ChildProcess | undefined;

  const state = () => JSON.parse(readFileSync(join(folder, mode, 'state.json'), 'utf8')) as StackState;
  const start = async () => {
    const log = openSync(output, 'a');
    const args = mode === 'full' ? ['main.ts', '--full'] : ['main.ts'];
    main = spawn('node', args, { cwd: ROOT, env: environment, detached: true, stdio: ['ignore', log, log] });
    await untilReady(main, port, output, state);
  };
  const signal = async (name: NodeJS.Signals) => {
    if (!main || hasGone(main)) return null;
    const gone = once(main, 'exit');
    process.kill(-(main.pid as number), name);
    const timeout = sleep(STOP_TIMEOUT_MS, undefined, { ref: false }).then(() => {
      throw new Error(`not stopped by ${name} after ${STOP_TIMEOUT_MS} ms:\n${readFileSync(output, 'utf8')}`);
    });
    const [code] = (await Promise.race([gone, timeout])) as [number | null];
    return code;
  };
  const kill = async () => {
    const gone = once(main as ChildProcess, 'exit');
    main?.kill('SIGKILL');
    await gone;
  };
  const token = async (tenant: string, actor: string, scopes: readonly string[] = ALL_SCOPES) => {
    const issuer = await openDevelopmentIssuer(join(folder, mode, 'keys'));
    return issuer.signDevelopmentToken({ tenant, actor, scopes });
  };
  await start();
  return {
    url,
    folder,
    start,
    signal,
    kill,
    command: async (name, ...args) => {
      const file = `commands/${name}.ts`;
      return (await run('node', [file, ...args], { cwd: ROOT, env: environment })).stdout;
    },
    state,
    token,
    client: async (tenant, actor = 'alice', scopes = ALL_SCOPES) => {
      const client = createClient({ url, token: () => token(tenant, actor, scopes) });
      clients.push(client);
      return client;
    },
    dispose: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await signal('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
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
