import type pg from 'pg';
import type { Logger } from 'pino';
import { pause } from '../pause.ts';

const SWEEP_MS = 60_000;
/** Chunks of one partition deleted by one statement. */
const SWEEP_BATCH = 100;

const SWEEP = `
  delete from chunk c using (
    select p.topic_id, p.partition, oldest.last_position
    from topic t join topic_partition p on p.topic_id = t.id
    cross join lateral (
      select last_position, published_at from chunk
      where topic_id = p.topic_id and partition = p.partition order by last_position limit ${SWEEP_BATCH}
    ) oldest
    where oldest.published_at < now() - t.retention_ms * interval '1 millisecond'
  ) expired
  where (c.topic_id, c.partition, c.last_position) = (expired.topic_id, expired.partition, expired.last_position)`;

/** Deletes the chunks that are older than their topic's retention; returns how many. Any number of instances may sweep. */
export async function sweepExpired(pool: pg.Pool): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await pool.query(SWEEP);
    if (!rowCount) return total;
    total += rowCount;
  }
}

/** Sweeps until told to stop. */
export async function keepSweeping(pool: pg.Pool, logger: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sweepExpired(pool).catch((error: unknown) => {
      if (!signal.aborted) logger.warn({ err: error }, 'the bus could not delete expired messages');
    });
    await pause(SWEEP_MS, signal);
  }
}
