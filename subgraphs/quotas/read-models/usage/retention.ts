import type pg from 'pg';
import type { Logger } from 'pino';

/** A year, and time to settle its bill. */
const RETENTION_MS = 400 * 86_400_000;
const INTERVAL_MS = 60 * 60_000;
const MAX_ROWS_PER_STATEMENT = 10_000;

/** Forgets usage of all tenants that is older than the retention, a few rows at a time. By the system role. */
export async function forgetOldUsage(system: pg.Pool, nowMs: number): Promise<void> {
  for (let rows = MAX_ROWS_PER_STATEMENT; rows === MAX_ROWS_PER_STATEMENT; ) {
    const { rowCount } = await system.query(
      'delete from usage where ctid = any(array(select ctid from usage where minute < $1 limit $2))',
      [nowMs - RETENTION_MS, MAX_ROWS_PER_STATEMENT],
    );
    rows = rowCount ?? 0;
  }
}

/** Does so every hour. */
export function startUsageRetention(system: pg.Pool, logger: Logger): { readonly stop: () => void } {
  const forget = () => {
    forgetOldUsage(system, Date.now()).catch((err: unknown) =>
      logger.warn({ err }, 'old usage could not be forgotten'),
    );
  };
  const timer = setInterval(forget, INTERVAL_MS).unref();
  return { stop: () => clearInterval(timer) };
}
