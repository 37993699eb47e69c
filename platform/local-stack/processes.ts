import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a running process; empty when there is none. Pids are used again: look before you kill. */
export function commandLine(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Whether the process went within `timeoutMs`. */
export async function hasExited(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid) && commandLine(pid) !== '') {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Asks a process to go by `signal`, and ends it by `lastResort` when it has not gone after `graceMs`. */
export async function stopProcess(
  pid: number,
  { signal, lastResort, graceMs }: { signal: NodeJS.Signals; lastResort: NodeJS.Signals; graceMs: number },
): Promise<void> {
  if (!sendSignal(pid, signal)) return;
  if (await hasExited(pid, graceMs)) return;
  sendSignal(pid, lastResort);
  await hasExited(pid, graceMs);
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
