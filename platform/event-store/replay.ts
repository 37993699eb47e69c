import type pg from 'pg';
import type { Projection } from './projection.ts';
import { EVENT_COLUMNS, type EventRow, toRecordedEvent } from './rows.ts';
import { type Upcasters, upcast } from './upcasters.ts';

export interface ReplayOptions {
  /** The system role's pool. */
  readonly system: pg.Pool;
  readonly projection: Projection;
  readonly upcasters?: Upcasters;
  readonly onProgress?: (done: number, total: number) => void;
}

const PAGE = 2_000;
/**
 * Shorter than PostgreSQL's deadlock_timeout of a second: where a writer and the replay wait for one another, the
 * replay gives way, and no writer fails.
 */
const LOCK_WAIT_MS = 100;
const LOCK_PAUSE_MS = 50;
const LOCK_ATTEMPTS = 200;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Rebuilds a projection from all events in one transaction: readers see the old one until it commits. Writers wait
 * meanwhile, so that nothing is appended between the last page and the commit. Returns the number of events.
 */
export async function replay({ system, ...options }: ReplayOptions): Promise<number> {
  const client = await system.connect();
  try {
    await beginAlone(client, options.projection);
    const events = await rebuild(client, options);
    await client.query('commit');
    client.release();
    return events;
  } catch (error) {
    // Ends the session, and with it the transaction.
    client.release(true);
    throw error;
  }
}

/** Begins a transaction that writers wait for. They lock events and rows of the projection in any order. */
async function beginAlone(client: pg.ClientBase, { tables }: Projection): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await client.query(`begin; set local lock_timeout = ${LOCK_WAIT_MS}`);
    try {
      await client.query('lock table event in share mode');
      for (const table of tables) await client.query(`lock table ${table} in exclusive mode`);
      await client.query('set local lock_timeout = 0');
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || attempt === LOCK_ATTEMPTS) throw error;
    }
    await client.query('rollback');
    await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS));
  }
}

async function rebuild(
  client: pg.ClientBase,
  { projection, upcasters = {}, onProgress }: Omit<ReplayOptions, 'system'>,
): Promise<number> {
  const total = await countEvents(client);
  await projection.clear(client);
  await client.query(
    `declare log no scroll cursor for select ${EVENT_COLUMNS} from event order by recorded_at, stream, version`,
  );
  for (let done = 0; ; ) {
    const { rows } = await client.query<EventRow>(`fetch ${PAGE} from log`);
    if (rows.length === 0) return done;
    await projection.apply(
      client,
      rows.map((row) => upcast(upcasters, toRecordedEvent(row))),
    );
    done += rows.length;
    onProgress?.(done, total);
  }
}

async function countEvents(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: bigint }>('select count(*) as count from event');
  return Number(rows[0]?.count ?? 0);
}
