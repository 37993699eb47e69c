import { once } from 'node:events';
import { writeSync } from 'node:fs';
import type { HammerSettings } from './settings.ts';

const CALLERS = 16;

export const settings = JSON.parse(process.argv[2] ?? '{}') as HammerSettings;

/** Told before anybody can be killed for it: the pipe takes a line wholly or not at all. */
export const tell = (atMs: number, quantity: number): void => void writeSync(1, `${atMs} ${quantity}\n`);

/** Says that it is ready, and from the word to go until the word to stop does `work` by many callers at once. */
export async function hammer(work: () => Promise<void>): Promise<void> {
  writeSync(1, 'ready\n');
  await once(process.stdin, 'data');
  let going = true;
  process.stdin.once('end', () => {
    going = false;
  });
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (going) await work();
    }),
  );
}
