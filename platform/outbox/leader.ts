import pg from 'pg';
import { pause } from '../bus/pause.ts';
import { createBell } from '../bus/postgres/bell.ts';
import { bigintTypes } from '../tenancy/pg-settings.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';

/** The connection that holds the lead: while it lives, no other instance has it. Woken with the outbox. */
export interface LeaderSession {
  readonly client: pg.Client;
  /** Resolves on the next wake-up, after `timeoutMs`, or when told to stop. */
  wake(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface CandidateOptions {
  /** The system role's URL. */
  readonly url: string;
  /** The number of the lead: a session advisory lock of the database. */
  readonly lock: number;
  readonly signal: AbortSignal;
  /** Another instance leads, and this one is ready to take over. */
  readonly onStandby: () => void;
}

/** How long a takeover takes at the most after the leader's session is gone. */
const LOCK_POLL_MS = 200;
/** The server ends the session of a leader whose machine is gone within about 15 s, and not after two hours. */
const KEEP_ALIVE = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2';
/** Rows come and go: the planner takes the outbox for empty, and would read all its pages, where most rows are dead. */
const BY_INDEX = '-c enable_seqscan=off -c enable_bitmapscan=off';
/** To plan the stamping statement takes longer than to run it. */
const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan';

/** Waits for the lock. Undefined when told to stop meanwhile; rejects when the database is out of reach. */
export async function openLeaderSession(options: CandidateOptions): Promise<LeaderSession | undefined> {
  const { url, signal } = options;
  const client = new pg.Client({
    connectionString: url,
    types: bigintTypes(),
    keepAlive: true,
    options: `${KEEP_ALIVE} ${BY_INDEX} ${PLAN_ONCE}`,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    if (await becomeLeader(client, options)) return leaderSession(client, signal);
  } catch (error) {
    await close(client);
    throw error;
  }
  await close(client);
  return undefined;
}

async function becomeLeader(
  client: pg.Client,
  { lock, signal, onStandby }: CandidateOptions,
): Promise<boolean> {
  while (!signal.aborted) {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      lock,
    ]);
    if (rows[0]?.locked) {
      await client.query(`listen ${OUTBOX_CHANNEL}`);
      return true;
    }
    onStandby();
    await pause(LOCK_POLL_MS, signal);
  }
  return false;
}

function leaderSession(client: pg.Client, signal: AbortSignal): LeaderSession {
  const bell = createBell();
  client.on('notification', bell.ring);
  client.once('end', bell.ring);
  signal.addEventListener('abort', bell.ring);
  return {
    client,
    wake: bell.heard,
    close: () => {
      signal.removeEventListener('abort', bell.ring);
      return close(client);
    },
  };
}

const close = (client: pg.Client): Promise<void> => client.end().catch(() => {});
