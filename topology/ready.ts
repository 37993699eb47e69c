import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from 'platform/local-stack/startup-error';

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 25;

/** Resolves when `/ready` answers 200: consumers have their places too. Fails in one line when it never does. */
export async function untilReady(name: string, port: number): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await sleep(POLL_MS);
  }
  throw new StartupError(`${name} was not ready after ${READY_TIMEOUT_MS / 1000} s.`);
}
