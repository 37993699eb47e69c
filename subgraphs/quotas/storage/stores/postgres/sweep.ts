import type pg from 'pg';
import type { Logger } from 'pino';

/** Rows that count nothing any more for so long are deleted: a clock may go back, and a limit change. */
export const GRACE_MS = 60_000;
const INTERVAL_MS = 60_000;
const MAX_ROWS = 5_000;

/** What is used meanwhile is not idle when its turn comes: that is looked at again. */
const SWEEP = `
  delete from counter
  where idle_at < extract(epoch from clock_timestamp()) * 1000 - $1
    and (tenant_id, key) in (
      select tenant_id, key from counter
      where idle_at < extract(epoch from clock_timestamp()) * 1000 - $1 limit $2)`;

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
