import { setTimeout as sleep } from 'node:timers/promises';

/** What passes at once beyond this, our own process was kept from running: that is nobody's time. */
const MAX_STEP_MS = 2;

/** Whether it is over within the time, of that in which this process could run. */
export async function inTime(calling: Promise<unknown>, withinMs: number): Promise<boolean> {
  let isOver = false;
  const over = calling
    .catch(() => {})
    .finally(() => {
      isOver = true;
    });
  let lastMs = performance.now();
  for (let passedMs = 0; !isOver && passedMs < withinMs; ) {
    await sleep(1);
    const nowMs = performance.now();
    passedMs += Math.min(MAX_STEP_MS, nowMs - lastMs);
    lastMs = nowMs;
  }
  const isInTime = isOver;
  await over;
  return isInTime;
}
