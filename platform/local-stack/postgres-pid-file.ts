import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive, stopProcess } from './processes.ts';

const STOP_GRACE_MS = 15_000;

/** What a server writes about itself into `postmaster.pid` of its cluster. */
export interface PidFile {
  readonly pid: number;
  readonly status: string;
}

const pathOf = (cluster: string): string => join(cluster, 'postmaster.pid');

export function readPidFile(cluster: string): PidFile | undefined {
  try {
    const lines = readFileSync(pathOf(cluster), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/** Clears what an earlier start left: stops a server nobody owns any more, and frees a pid file that names a stranger. */
export async function clearStale(cluster: string): Promise<void> {
  const file = readPidFile(cluster);
  if (!file || !isAlive(file.pid)) return;
  if (commandLine(file.pid).includes(cluster)) {
    await stopProcess(file.pid, { signal: 'SIGINT', lastResort: 'SIGQUIT', graceMs: STOP_GRACE_MS });
  } else {
    disown(cluster);
  }
}

/**
 * The pid was given to another process since. Our own pid in its place counts as stale with the server we are about
 * to start (it is its parent's), and the server still checks that no session of the old one is left; without
 * the file it would not.
 */
function disown(cluster: string): void {
  const [, ...rest] = readFileSync(pathOf(cluster), 'utf8').split('\n');
  writeFileSync(pathOf(cluster), [process.pid, ...rest].join('\n'));
}
