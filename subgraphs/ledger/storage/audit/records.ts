import { sql } from 'kysely';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { JsonObject } from 'platform/kernel/json';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { BookRecord, Place } from '../../domain/audit/record.ts';

interface RecordRow {
  readonly recorded_at: bigint;
  readonly stream: string;
  readonly version: number;
  readonly type: string | null;
  readonly data: JsonObject;
  readonly effective_at: bigint;
  readonly event_recorded_at: bigint;
  readonly actor: string;
  readonly correlation_id: string;
  readonly causation_id: string;
}

export interface RecordRange {
  readonly ledgerId: string;
  /** Not included. */
  readonly after: Instant;
  /** Included. */
  readonly through: Instant;
  readonly limit: number;
}

/**
 * Events of a book in its order: transactions, and what the journal has. Through the book's `last_recorded_at` all of
 * them are there, for it moves under the book's lock together with them.
 */
export async function findRecords(
  { tenantId, query }: Reader,
  { ledgerId, after, through, limit }: RecordRange,
): Promise<BookRecord[]> {
  const within = sql`
    tenant_id = ${tenantId} and ledger_id = ${ledgerId} and recorded_at > ${after} and recorded_at <= ${through}`;
  const rows = await query<RecordRow>(sql`
    select place.*, content.*
    from (
      select * from (
        (select recorded_at, id as stream, 1 as version from transaction
         where ${within} order by recorded_at limit ${limit})
        union all
        (select recorded_at, stream, version from journal
         where ${within} order by recorded_at, stream collate "C", version limit ${limit})
      ) as both_kinds
      order by recorded_at, stream collate "C", version limit ${limit}
    ) as place
    left join lateral (
      select type, data, effective_at, recorded_at as event_recorded_at, actor, correlation_id, causation_id
      from event where tenant_id = ${tenantId} and stream = place.stream and version = place.version offset 0
    ) as content on true
    order by recorded_at, place.stream collate "C", place.version`);
  return rows.map(toRecord);
}

const toRecord = (row: RecordRow): BookRecord => ({
  recordedAt: instantOf(row.recorded_at),
  stream: row.stream,
  version: row.version,
  content:
    row.type === null
      ? undefined
      : {
          type: row.type,
          data: row.data,
          effectiveAt: instantOf(row.effective_at),
          recordedAt: instantOf(row.event_recorded_at),
          actor: row.actor,
          correlationId: row.correlation_id,
          causationId: row.causation_id,
        },
});

/** When that event is recorded, by the book's rows; undefined when they have no such event. Reads all of the book. */
export async function recordedAtOf(
  { tenantId, query }: Reader,
  ledgerId: string,
  { stream, version }: Pick<Place, 'stream' | 'version'>,
): Promise<Instant | undefined> {
  const [row] = await query<{ recorded_at: bigint }>(sql`
    select recorded_at from transaction
    where tenant_id = ${tenantId} and ledger_id = ${ledgerId} and id = ${stream} and ${version}::int = 1
    union all
    select recorded_at from journal
    where tenant_id = ${tenantId} and ledger_id = ${ledgerId} and stream = ${stream} and version = ${version}
    limit 1`);
  return row && instantOf(row.recorded_at);
}
