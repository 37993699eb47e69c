import { setTimeout as sleep } from 'node:timers/promises';

/** What a broker answers until it knows, or is, the leader of a topic that is new or has just moved. */
const SOON = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION']);
/** How long a new topic may take to have leaders. */
const LEADER_TIMEOUT_MS = 30_000;
const POLL_MS = 50;

/** Asks again while there is no leader yet. Rejects with what the broker answered last. */
export async function onceLed<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + LEADER_TIMEOUT_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isSoon(error) || performance.now() > deadline) throw error;
    }
    await sleep(POLL_MS);
  }
}

/** kafkajs puts it inside another error when it has tried again itself. */
function isSoon(error: unknown): boolean {
  const { type, cause } = error as { readonly type?: string; readonly cause?: { readonly type?: string } };
  return SOON.has(type ?? cause?.type ?? '');
}
