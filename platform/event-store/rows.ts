import { sql } from 'kysely';
import { instantOf } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { RecordedEvent } from './events.ts';

/** A row of the table `event`. */
export interface EventRow {
  readonly tenant_id: TenantId;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly effective_at: bigint;
  readonly recorded_at: bigint;
  readonly actor: string;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly traceparent: string | null;
}

export const EVENT_COLUMNS =
  'tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id, causation_id, traceparent';

export const SELECT_EVENT = sql.raw(`select ${EVENT_COLUMNS} from event`);

export const toRecordedEvent = (row: EventRow): RecordedEvent => ({
  id: row.id,
  tenantId: row.tenant_id,
  stream: row.stream,
  version: row.version,
  type: row.type,
  data: row.data,
  effectiveAt: instantOf(row.effective_at),
  recordedAt: instantOf(row.recorded_at),
  cause: {
    actor: row.actor,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    ...(row.traceparent ? { traceparent: row.traceparent } : {}),
  },
});
