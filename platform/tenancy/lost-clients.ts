import type pg from 'pg';

/** Whoever has a lost client learns of it by its next statement and returns it himself, well before this. */
const RECLAIM_MS = 1_000;

/**
 * Takes clients back whose connection is lost while they are in use. Kysely does not return the client of a
 * transaction whose ROLLBACK fails, and when the server has restarted it does fail: without this the pool would
 * shrink with each restart, and could never be closed.
 */
export function reclaimLostClients(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    client.on('error', () => {});
    client.once('end', () => setTimeout(release, RECLAIM_MS, client).unref());
  });
}

function release(client: pg.PoolClient): void {
  try {
    client.release(true);
  } catch {
    // It has been returned already.
  }
}
