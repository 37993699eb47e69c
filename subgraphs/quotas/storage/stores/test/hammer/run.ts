import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HammerSettings } from './settings.ts';

export interface Admitted {
  readonly atMs: number;
  readonly quantity: number;
}

interface Hammer {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves when all it said has been read. */
  readonly over: Promise<unknown>;
}

const SKEWS_MS = [-3_600_000, 0, 86_400_000];

/**
 * Three processes ask for one key as fast as they can for `durationMs`; at a third of it one is killed. What they were
 * given, in the order of its time.
 */
export async function hammerKey(
  program: 'strict' | 'leased',
  settings: Omit<HammerSettings, 'skewMs'>,
  durationMs: number,
): Promise<readonly Admitted[]> {
  const admitted: Admitted[] = [];
  const hammers = SKEWS_MS.map((skewMs) => start(program, { ...settings, skewMs }, heard));
  let [firstMs, killed]: [number | undefined, boolean] = [undefined, false];

  function heard(atMs: number, quantity: number): void {
    admitted.push({ atMs, quantity });
    firstMs ??= atMs;
    if (!killed && atMs - firstMs > durationMs / 3) killed = hammers[0]?.process.kill('SIGKILL') ?? false;
    if (atMs - firstMs > durationMs) for (const { process } of hammers) process.stdin.end();
  }

  await Promise.all(hammers.map(({ process }) => once(process.stdout, 'data')));
  for (const { process } of hammers) process.stdin.write('go\n');
  await Promise.all(hammers.map(({ over }) => over));
  return admitted.toSorted((one, other) => one.atMs - other.atMs);
}

function start(
  program: string,
  settings: HammerSettings,
  heard: (atMs: number, quantity: number) => void,
): Hammer {
  const args = [join(import.meta.dirname, `${program}.ts`), JSON.stringify(settings)];
  const process_ = spawn(process.execPath, args);
  process_.stderr.pipe(process.stderr);
  process_.stdin.on('error', () => {}); // it was killed
  const lines = createInterface({ input: process_.stdout }).on('line', (line) => {
    const [atMs, quantity] = line.split(' ').map(Number);
    if (atMs && quantity) heard(atMs, quantity);
  });
  return { process: process_, over: once(lines, 'close') };
}
