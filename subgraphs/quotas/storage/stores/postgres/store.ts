import pg from 'pg';
import type { TenantId } from 'platform/kernel/ids';
import type { Heartbeat } from 'platform/tenancy/heartbeat';
import { PATIENCE } from 'platform/tenancy/pg-settings';
import type { Backend } from '../backend.ts';
import type { Batch } from '../batch.ts';
import { createGroupedStore } from '../grouped.ts';
import type { QuotaStore } from '../port.ts';
import { outcomesOf } from './outcomes.ts';

export interface PostgresStoreOptions {
  /** The quotas database, as its app role. */
  readonly url: string;
  /** Default: CALL_TIMEOUT_MS, or with a heartbeat BEATING_TIMEOUT_MS. */
  readonly timeoutMs?: number;
  /** Of the server: tells one that is silent from one that is slow, with other work or with its disk. */
  readonly heartbeat?: Heartbeat;
  /** The time, in place of the store's own: for tests. */
  readonly nowMs?: () => number;
}

const MAX_CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 1_000;
/** Nobody waits longer for a server that is slow. */
const BEATING_TIMEOUT_MS = 1_000;
/** All who wait meanwhile share the next commit. */
const IN_FLIGHT = 1;

const DECIDE = 'select decide_calls($1, $2, $3, $4, $5, $6, $7) as answers';
const MAKE = 'select make_counters($1, $2)';
/** What was made may be swept before it is used: that is as good as never. */
const MAX_ATTEMPTS = 5;
const RESET = 'select reset_counters($1, $2)';

/**
 * Counts in PostgreSQL, durably: one statement a decision, or for many that come together, by the clock of PostgreSQL.
 * A server that is down is no failure here: calls reject until it is back.
 */
export function openPostgresStore({ url, nowMs, heartbeat, ...options }: PostgresStoreOptions): QuotaStore {
  const { timeoutMs = heartbeat && BEATING_TIMEOUT_MS } = options;
  return createGroupedStore(backendOf(url, nowMs), { inFlight: IN_FLIGHT, timeoutMs, heartbeat });
}

function backendOf(url: string, nowMs: (() => number) | undefined): Backend {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    ...PATIENCE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 0, // never: connecting anew takes most of the time that a decision has
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {})); // lost while in use: the statement rejects
  const busy = new Set<pg.PoolClient>();

  async function query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<Row[]> {
    const client = await pool.connect();
    busy.add(client);
    try {
      const { rows } = await client.query<Row>(statement);
      client.release();
      return rows;
    } catch (error) {
      client.release(true);
      throw error;
    } finally {
      busy.delete(client);
    }
  }

  async function decide(tenantId: TenantId, { keys, rules, periods, calls, asks }: Batch): Promise<string> {
    const values = [tenantId, keys, rules, periods, calls, asks, nowMs?.()];
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const [row] = await query<{ answers: string | null }>({ name: 'decide', text: DECIDE, values });
      if (row?.answers) return row.answers;
      await query({ name: 'make', text: MAKE, values: [tenantId, keys] });
    }
    throw new Error('counters are swept as soon as they are made');
  }

  return {
    run: async (tenantId, batch) => outcomesOf(batch.calls, await decide(tenantId, batch)),
    async reset(tenantId, keys) {
      await query({ name: 'reset', text: RESET, values: [tenantId, keys] });
    },
    // Its connection is left alone: a server that goes on says then whether it was taken.
    abandon: () => {},
    close() {
      for (const client of busy) streamOf(client).destroy();
      return pool.end();
    },
  };
}

/** `pg` has no other way to end a connection that is silent. */
const streamOf = (client: pg.PoolClient): { destroy(): void } =>
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream;
