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
 * Rebuilds a projection from all events in one transaction: readers see the old one until it commits. Writers wait
 * meanwhile, so that nothing is appended between the last page and the commit. The projection's tables are locked first,
 * because writers lock their rows before they append.
 */
export async function replay({
  system,
  projection,
  upcasters = {},
  onProgress,
}: ReplayOptions): Promise<number> {
  const client = await system.connect();
  try {
    await client.query('begin');
    for (const table of projection.tables) await client.query(`lock table ${table} in exclusive mode`);
    await client.query('lock table event in share mode');
    const total = await countEvents(client);
    await projection.clear(client);
    await client.query(
      `declare log no scroll cursor for select ${EVENT_COLUMNS} from event order by recorded_at, stream, version`,
    );
    let done = 0;
    for (;;) {
      const { rows } = await client.query<EventRow>(`fetch ${PAGE} from log`);
      if (rows.length === 0) break;
      await projection.apply(
        client,
        rows.map((row) => upcast(upcasters, toRecordedEvent(row))),
      );
      done += rows.length;
      onProgress?.(done, total);
    }
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function countEvents(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: bigint }>('select count(*) as count from event');
  return Number(rows[0]?.count ?? 0);
}
