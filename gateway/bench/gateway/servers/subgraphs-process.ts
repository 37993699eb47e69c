import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Server, serverOf } from './process.ts';

export interface Subgraphs extends Server {
  /** From now on each answer takes so many milliseconds. */
  setDelay(ms: number): void;
}

/** Starts the subgraphs on this process's CPU. */
export async function startSubgraphs(): Promise<Subgraphs> {
  const child = fork(join(import.meta.dirname, 'subgraphs.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [url] = (await once(child, 'message')) as [string];
  return { ...serverOf(child, url), setDelay: (ms) => void child.send(ms) };
}
