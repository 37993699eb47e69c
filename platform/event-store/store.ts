import { sql } from 'kysely';
import { PlatformError } from '../errors/errors.ts';
import { present } from '../kernel/assert.ts';
import { type Instant, instantOf } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { JsonObject } from '../kernel/json.ts';
import { enqueue } from '../outbox/outbox.ts';
import type { UnitOfWork } from '../tenancy/unit-of-work.ts';
import type { MessageDeclaration } from './contract.ts';
import type { Cause, NewEvent, RecordedEvent } from './events.ts';
import { toBusEvent } from './publish.ts';
import { type EventRow, SELECT_EVENT, toRecordedEvent } from './rows.ts';
import { type Upcasters, upcast } from './upcasters.ts';
import { messageValidator } from './validation.ts';

export interface EventStoreOptions {
  /** The domain: CloudEvents `source`. */
  readonly source: string;
  readonly events: readonly MessageDeclaration[];
  readonly upcasters?: Upcasters;
}

export interface Append {
  /** The stream is the aggregate: its id. */
  readonly stream: string;
  /** The version it was decided on; 0 for a new stream. */
  readonly expectedVersion: number;
  readonly events: readonly NewEvent[];
  readonly cause: Cause;
  /** Default: the stream's own clock. Later than the stream's last event. */
  readonly recordedAt?: Instant;
}

/**
 * Append-only streams in the subgraph's database. What is appended is also enqueued for the bus, in one transaction.
 */
export interface EventStore {
  /** The stream's events after `afterVersion` (default: all), in order. */
  read(uow: UnitOfWork, stream: string, afterVersion?: number): Promise<RecordedEvent[]>;
  /**
   * Fails with CONFLICT when the stream is no longer at `expectedVersion`; payloads are checked against their JSON
   * Schema, and nothing is written when one does not fit. Without events nothing happens.
   */
  append(uow: UnitOfWork, append: Append): Promise<RecordedEvent[]>;
}

const UNIQUE_VIOLATION = '23505';

export function createEventStore({ source, events, upcasters = {} }: EventStoreOptions): EventStore {
  const validate = messageValidator(events);
  return {
    read: async (uow, stream, afterVersion = 0) => {
      const rows = await uow.query<EventRow>(
        sql`${SELECT_EVENT} where tenant_id = ${uow.tenantId} and stream = ${stream} and version > ${afterVersion} order by version`,
      );
      return rows.map((row) => upcast(upcasters, toRecordedEvent(row)));
    },
    append: async (uow, append) => {
      if (append.events.length === 0) return [];
      const declarations = append.events.map((event) => validate(event.type, event.data));
      const recordedAt = append.recordedAt ?? (await nextInstant(uow, append));
      const recorded = append.events.map((event, index) => record(uow, append, event, index, recordedAt));
      await insert(uow, recorded);
      for (const [index, event] of recorded.entries()) {
        const { topic } = present(declarations[index], 'each event has its declaration');
        enqueue(uow, { topic, aggregateId: append.stream, event: toBusEvent(source, event) });
      }
      return recorded;
    },
  };
}

const conflict = (): PlatformError =>
  new PlatformError('CONFLICT', 'It was changed by somebody else meanwhile. Try again.');

/** The database's clock, but later than the stream's last event: time never runs back within a stream. */
async function nextInstant(uow: UnitOfWork, { stream, expectedVersion }: Append): Promise<Instant> {
  const [row] = await uow.query<{ version: number; next: bigint }>(sql`
    with head as (
      select version, recorded_at from event
      where tenant_id = ${uow.tenantId} and stream = ${stream} order by version desc limit 1
    )
    select coalesce((select version from head), 0) as version,
           greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, (select recorded_at + 1 from head)) as next`);
  const { version, next } = present(row, 'a query without FROM has one row');
  if (version !== expectedVersion) throw conflict();
  return instantOf(next);
}

const record = (
  uow: UnitOfWork,
  { stream, expectedVersion, cause }: Append,
  event: NewEvent,
  index: number,
  recordedAt: Instant,
): RecordedEvent => ({
  id: newId('evt'),
  tenantId: uow.tenantId,
  stream,
  version: expectedVersion + index + 1,
  type: event.type,
  data: event.data as JsonObject,
  effectiveAt: event.effectiveAt ?? recordedAt,
  recordedAt,
  cause,
});

async function insert(uow: UnitOfWork, events: readonly RecordedEvent[]): Promise<void> {
  const values = events.map(
    (event) => sql`(
      ${event.tenantId}, ${event.stream}, ${event.version}, ${event.id}, ${event.type}, ${JSON.stringify(event.data)},
      ${event.effectiveAt}, ${event.recordedAt}, ${event.cause.actor}, ${event.cause.correlationId},
      ${event.cause.causationId}, ${event.cause.traceparent ?? null})`,
  );
  const statement = sql`
    insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor,
                       correlation_id, causation_id, traceparent)
    values ${sql.join(values)}`;
  await uow.query(statement).catch((error: unknown) => {
    throw (error as { code?: string }).code === UNIQUE_VIOLATION ? conflict() : error;
  });
}
