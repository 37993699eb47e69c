import { once } from 'node:events';
import pg from 'pg';
import { bigintTypes } from '../tenancy/database.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';

/** The connection that holds the relay's lock: while it lives, no other instance publishes. */
export interface LeaderSession {
  readonly client: pg.Client;
  /** Resolves on the next wake-up, after `timeoutMs`, or when told to stop. */
  wake(timeoutMs: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const RELAY_LOCK = 7_203_002;
/** How long a takeover can take after the leader's connection is gone. */
const LOCK_POLL_MS = 200;

/** Waits for the lock. Undefined when told to stop meanwhile; rejects when the database is out of reach. */
export async function openLeaderSession(
  url: string,
  signal: AbortSignal,
): Promise<LeaderSession | undefined> {
  const client = new pg.Client({ connectionString: url, types: bigintTypes(), keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  try {
    while (!signal.aborted) {
      const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
        RELAY_LOCK,
      ]);
      if (rows[0]?.locked) {
        await client.query(`listen ${OUTBOX_CHANNEL}`);
        return { client, wake: wakeUps(client), close: () => client.end().catch(() => {}) };
      }
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
    }
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  await client.end();
  return undefined;
}

/** A notification that came while nobody waited is not lost: the next wait returns at once. */
function wakeUps(client: pg.Client): LeaderSession['wake'] {
  let notified = false;
  client.on('notification', () => {
    notified = true;
  });
  return async (timeoutMs, signal) => {
    if (!notified) {
      const settled = new AbortController();
      const until = AbortSignal.any([signal, settled.signal, AbortSignal.timeout(timeoutMs)]);
      await once(client, 'notification', { signal: until }).catch(() => {});
      settled.abort();
    }
    notified = false;
  };
}
