import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasExited } from 'platform/local-stack/processes';
import { StartupError } from 'platform/local-stack/startup-error';

/** The gateway that is measured has the first to itself; subgraphs and load share the second. */
export const GATEWAY_CPU = 0;
export const OTHER_CPU = 1;

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Seconds of CPU time since its start, of all its threads. */
  cpuSeconds(): number;
  /** Bytes of memory. */
  residentBytes(): number;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 50;
const STOP_MS = 15_000;
const TICKS_PER_SECOND = 100;

/** Keeps this process and its later children on these CPUs. */
export function pinTo(...cpus: readonly number[]): void {
  execFileSync('taskset', ['-acp', cpus.join(), `${process.pid}`], { stdio: 'ignore' });
}

/** Starts a gateway on its CPU. Resolves when it answers a query at `url`. */
export async function startGatewayProcess(
  { command, args, env, cwd }: Command,
  url: string,
): Promise<Server> {
  const child = spawn('taskset', ['-c', `${GATEWAY_CPU}`, command, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
    cwd,
  });
  const server = serverOf(child, url);
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await answers(url))) {
    if (child.exitCode === null && performance.now() < deadline) await sleep(POLL_MS);
    else {
      await server.stop();
      throw new StartupError(`${command} ${args.join(' ')}: does not answer at ${url}.`);
    }
  }
  return server;
}

async function answers(url: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' }).catch(
    () => undefined,
  );
  await response?.body?.cancel();
  return response?.ok ?? false;
}

export function serverOf(child: ChildProcess, url: string): Server {
  const pid = child.pid ?? 0;
  return {
    url,
    pid,
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    residentBytes: () => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) * 1024;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      if (!(await hasExited(pid, STOP_MS))) child.kill('SIGKILL');
      await gone;
    },
  };
}
