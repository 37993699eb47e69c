import pg from 'pg';

/** Notifications of one channel leave no closer to one another than this. */
const WAKE_UP_SPACING_MS = 2;

/**
 * NOTIFY is never sent inside a writing transaction: it takes a lock over all commits. Its own transaction holds that
 * lock too, so it does not wait for the disk. The first wake-up goes at once, those of the next moment as one.
 */
export function spacedNotify(pool: pg.Pool): (channel: string) => void {
  const resting = new Set<string>();
  const due = new Set<string>();
  const wakeUp = (channel: string): void => {
    if (resting.has(channel)) {
      due.add(channel);
      return;
    }
    resting.add(channel);
    pool.query(`set local synchronous_commit = off; notify ${pg.escapeIdentifier(channel)}`).catch(() => {});
    setTimeout(() => {
      resting.delete(channel);
      if (due.delete(channel)) wakeUp(channel);
    }, WAKE_UP_SPACING_MS).unref();
  };
  return wakeUp;
}
