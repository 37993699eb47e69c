import type pg from 'pg';
import type { Logger } from 'pino';
import { type Instant, instantOf, MICROS_PER_SECOND, systemClock } from '../kernel/clock.ts';

/** How long a key is remembered: a retry within a day must find it, with a day to spare. */
const RETENTION_MICROS = 48n * 3600n * MICROS_PER_SECOND;
const SWEEP_INTERVAL_MS = 60 * 60_000;
const MAX_ROWS_PER_STATEMENT = 1_000;

/** Forgets the keys of all tenants that are older than the retention, a few at a time. Returns how many there were. */
export async function forgetOldKeys(system: pg.Pool, now: Instant): Promise<number> {
  const oldest = instantOf(now - RETENTION_MICROS);
  let forgotten = 0;
  for (let rows = MAX_ROWS_PER_STATEMENT; rows === MAX_ROWS_PER_STATEMENT; forgotten += rows) {
    const result = await system.query(
      `delete from idempotency where (tenant_id, mutation, key) in
         (select tenant_id, mutation, key from idempotency where recorded_at < $1 limit ${MAX_ROWS_PER_STATEMENT})`,
      [oldest],
    );
    rows = result.rowCount ?? 0;
  }
  return forgotten;
}

/** Does so every hour. For subgraphs that do not keep their keys for ever. */
export function startKeyRetention(system: pg.Pool, logger: Logger): { readonly stop: () => void } {
  const sweep = () => {
    forgetOldKeys(system, systemClock.now()).catch((err) =>
      logger.warn({ err }, 'old keys could not be forgotten'),
    );
  };
  const timer = setInterval(sweep, SWEEP_INTERVAL_MS).unref();
  return { stop: () => clearInterval(timer) };
}
