import type pg from 'pg';
import type { DeadLetterStatus } from './consuming/dead-letter-rows.ts';

/*
 * Operators' view of dead letters, over all tenants. `pool` is always the system role's, of the subgraph whose
 * consumers keep them.
 */

/** A dead letter in one line. */
export interface DeadLetterSummary {
  readonly consumer: string;
  readonly tenantId: string;
  readonly topic: string;
  readonly key: string;
  readonly eventId: string;
  readonly status: DeadLetterStatus;
  readonly attempts: number;
  /** First line of the error. */
  readonly error: string | null;
  /** Messages parked behind it. */
  readonly parked: number;
}

export interface DeadLetterDetails extends Omit<DeadLetterSummary, 'parked'> {
  readonly partition: number;
  readonly offset: bigint;
  readonly seq: bigint;
  readonly headers: string;
  readonly body: string;
}

/** Which dead letters: all of them, or those of a consumer, or one event. */
export interface DeadLetterFilter {
  readonly consumer?: string | undefined;
  readonly eventId?: string | undefined;
}

export const MAX_LISTED = 500;

/** Dead letters and those being replayed, oldest first, at the most MAX_LISTED. */
export async function listDeadLetters(
  pool: pg.Pool,
  filter: DeadLetterFilter = {},
): Promise<DeadLetterSummary[]> {
  const { rows } = await pool.query<DeadLetterSummary>(
    `select consumer, tenant_id as "tenantId", topic, key, event_id as "eventId", status, attempts,
            split_part(error, E'\\n', 1) as error,
            (select count(*)::int from dead_letter p
             where p.tenant_id = d.tenant_id and p.consumer = d.consumer and p.topic = d.topic and p.key = d.key
               and p.status = 'parked') as parked
     from dead_letter d
     where status <> 'parked' and consumer = coalesce($1, consumer) and event_id = coalesce($2, event_id)
     order by position limit ${MAX_LISTED}`,
    [filter.consumer, filter.eventId],
  );
  return rows;
}

/** Everything about one kept message, parked ones too; once for each consumer that keeps it. */
export async function showDeadLetter(pool: pg.Pool, eventId: string): Promise<DeadLetterDetails[]> {
  const { rows } = await pool.query<DeadLetterDetails>(
    `select consumer, tenant_id as "tenantId", topic, key, event_id as "eventId", status, attempts, error,
            partition, message_offset as "offset", seq, headers, body
     from dead_letter where event_id = $1 order by consumer`,
    [eventId],
  );
  return rows;
}

/** Marks them: the running consumers handle them within seconds, in order with what is parked. Returns how many. */
export async function replayDeadLetters(pool: pg.Pool, filter: DeadLetterFilter = {}): Promise<number> {
  const { rowCount } = await pool.query(
    `update dead_letter set status = 'replaying'
     where status = 'dead' and consumer = coalesce($1, consumer) and event_id = coalesce($2, event_id)`,
    [filter.consumer, filter.eventId],
  );
  return rowCount ?? 0;
}

export interface ReplayProgress {
  readonly replaying: number;
  readonly dead: number;
  readonly parked: number;
}

/** What is kept now, for whoever watches a replay. */
export async function replayProgress(pool: pg.Pool, filter: DeadLetterFilter = {}): Promise<ReplayProgress> {
  const { rows } = await pool.query<ReplayProgress>(
    `select count(*) filter (where status = 'replaying')::int as replaying,
            count(*) filter (where status = 'dead')::int as dead,
            count(*) filter (where status = 'parked')::int as parked
     from dead_letter where consumer = coalesce($1, consumer)`,
    [filter.consumer],
  );
  return rows[0] ?? { replaying: 0, dead: 0, parked: 0 };
}
