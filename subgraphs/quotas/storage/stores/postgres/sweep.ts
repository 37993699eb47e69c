import type pg from 'pg';
import type { Logger } from 'pino';

/** Rows that count nothing any more for so long are deleted: a clock may go back, and a limit change. */
export const GRACE_MS = 60_000;
const INTERVAL_MS = 60_000;
const MAX_ROWS = 5_000;

/**
 * What is in use is left for the next time: it is not idle then, and who waits for no lock is in no circle with those
 * who wait for its own.
 */
const SWEEP = `
  with idle as materialized (
    select tenant_id, key from counter
    where idle_at < extract(epoch from clock_timestamp()) * 1000 - $1
    limit $2 for update skip locked)
  delete from counter where (tenant_id, key) in (select tenant_id, key from idle)`;

/** Deletes what counts nothing any more, some at a time; says how many. By the system role. */
export async function sweepCounters(pool: pg.Pool): Promise<number> {
  let swept = 0;
  for (;;) {
    const { rowCount } = await pool.query(SWEEP, [GRACE_MS, MAX_ROWS]);
    swept += rowCount ?? 0;
    if ((rowCount ?? 0) < MAX_ROWS) return swept;
  }
}

/** Does so from time to time. A failure waits for the next time. */
export function startSweep(pool: pg.Pool, logger: Logger): { stop(): void } {
  const sweep = () => sweepCounters(pool).catch((err: unknown) => logger.warn({ err }, 'counters not swept'));
  const timer = setInterval(() => void sweep(), INTERVAL_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
