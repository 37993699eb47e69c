import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/**
 * Whether it is over within the time from when it has been sent, by the same event loop: a machine that is busy delays
 * both timers alike. What both are due for in one turn, the other one does in the next one, and so does this.
 */
export async function inTime(calling: Promise<unknown>, withinMs: number): Promise<boolean> {
  const timer = new AbortController();
  const over = calling.finally(() => timer.abort()).catch(() => {});
  await turn();
  await sleep(withinMs, undefined, { signal: timer.signal }).catch(() => {});
  await turn();
  const isInTime = timer.signal.aborted;
  await over;
  return isInTime;
}
