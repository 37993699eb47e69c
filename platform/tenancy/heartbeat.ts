import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ABANDON_MS, createAvailability } from '../kernel/availability.ts';

/** Work that takes longer than this makes us listen for beats, this far apart. */
const PAUSE_MS = 5;
/** The server has not beaten for so long: it is silent. */
const SILENCE_MS = 30;

/** Knows whether a server is silent, which is not the same as slow: it is asked for nothing, on a connection of its own. */
export interface Heartbeat {
  /** False while the server is known to be silent. Then it is listened to again. */
  isBeating(): boolean;
  /**
   * What the work comes to, however long that takes. Rejects with DatabaseSilent some 35 ms after the server has fallen
   * silent, and, nothing begun, at once while it is known to be. Work that was begun goes on when the server does.
   */
  whileItBeats<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** As transient as a connection that is lost. */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';
  readonly code = 'ETIMEDOUT';
}

const silent = (): DatabaseSilent => new DatabaseSilent('The database does not answer.');

/** `silenceMs`: default SILENCE_MS. */
export function openHeartbeat(url: string, silenceMs = SILENCE_MS): Heartbeat {
  const availability = createAvailability();
  const abandonMs = Math.max(ABANDON_MS, silenceMs);
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: abandonMs,
    query_timeout: abandonMs,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {})); // lost while in use: the beat rejects
  let beating: Promise<unknown> | undefined;

  function beat(): Promise<unknown> {
    beating ??= availability.watch(pool.query('select 1'), silenceMs).finally(() => {
      beating = undefined;
    });
    return beating;
  }

  function isBeating(): boolean {
    if (!availability.isUp() && availability.mayTry()) beat().catch(() => {});
    return availability.isUp();
  }

  async function untilSilent(signal: AbortSignal): Promise<never> {
    while (isBeating()) {
      await sleep(PAUSE_MS, undefined, { signal });
      await beat().catch(() => {});
    }
    throw silent();
  }

  pool.query('select 1').catch(() => {}); // the first beat need not connect
  return {
    isBeating,
    async whileItBeats(work) {
      if (!isBeating()) throw silent();
      const over = new AbortController();
      try {
        return await Promise.race([untilSilent(over.signal), work()]);
      } finally {
        over.abort();
      }
    },
    async close() {
      await availability.settled();
      await pool.end();
    },
  };
}
