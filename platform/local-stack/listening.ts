import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { StartupError } from './startup-error.ts';

const LISTEN_TIMEOUT_MS = 60_000;

interface Listening {
  readonly port: number;
}

/** Tells the process that started this one, where it asks over a channel (IPC), at which port this one listens. */
export const tellPort = (port: number): void => void process.send?.({ port } satisfies Listening);

/** The port that a process of ours tells. Fails in one line when it never does. */
export async function toldPort(name: string, child: ChildProcess): Promise<number> {
  const signal = AbortSignal.timeout(LISTEN_TIMEOUT_MS);
  const [{ port }] = (await once(child, 'message', { signal }).catch(() => {
    throw new StartupError(`${name} did not listen after ${LISTEN_TIMEOUT_MS / 1000} s.`);
  })) as [Listening];
  return port;
}
