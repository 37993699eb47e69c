import { sql } from 'kysely';
import { sizeOf } from '../bus/chunks.ts';
import { encodeEvent } from '../bus/cloud-events.ts';
import { partitionOf } from '../bus/partition.ts';
import { type BusEvent, MAX_MESSAGE_BYTES, type TopicDeclaration } from '../bus/port.ts';
import { assert } from '../kernel/assert.ts';
import type { UnitOfWork } from '../tenancy/unit-of-work.ts';

/** A message for the bus. All messages of one `aggregateId` keep their order. */
export interface OutboxMessage {
  readonly topic: TopicDeclaration;
  readonly aggregateId: string;
  readonly event: BusEvent;
}

/** A message as the table `outbox` holds it. */
export interface OutboxRow {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly headers: string;
  readonly body: string;
}

/** The relay listens on it. */
export const OUTBOX_CHANNEL = 'outbox';

const waiting = new WeakMap<UnitOfWork, OutboxRow[]>();

/**
 * Takes a message into the unit of work: written to `outbox` as its last statement, when it holds all its locks,
 * so that positions follow the order of dependent commits; published by the relay after the commit.
 */
export function enqueue(uow: UnitOfWork, message: OutboxMessage): void {
  const rows = waiting.get(uow);
  if (rows) {
    rows.push(toOutboxRow(message));
    return;
  }
  waiting.set(uow, [toOutboxRow(message)]);
  uow.beforeCommit(() => flush(uow));
  uow.wakeUp(OUTBOX_CHANNEL);
}

/**
 * For writers with SQL of their own, such as the ledger's. A message that the bus would refuse is refused here: in the
 * relay it would hold up all others.
 */
export function toOutboxRow({ topic, aggregateId, event }: OutboxMessage): OutboxRow {
  const key = `${event.tenantId}/${aggregateId}`;
  const { headers, body } = encodeEvent(event);
  assert(
    sizeOf({ key, headers, body }) <= MAX_MESSAGE_BYTES,
    `${event.type} ${event.id} is too large for the bus`,
  );
  return {
    topic: topic.name,
    partition: partitionOf(key, topic.partitions),
    key,
    headers: JSON.stringify(headers),
    body,
  };
}

async function flush(uow: UnitOfWork): Promise<void> {
  const rows = waiting.get(uow) ?? [];
  waiting.delete(uow);
  const column = <Name extends keyof OutboxRow>(name: Name) => rows.map((row) => row[name]);
  await uow.query(sql`
    insert into outbox (tenant_id, topic, partition, key, headers, body)
    select ${uow.tenantId}, topic, partition, key, headers, body
    from unnest(
      ${column('topic')}::text[], ${column('partition')}::int[], ${column('key')}::text[],
      ${column('headers')}::text[], ${column('body')}::text[]
    ) with ordinality as message (topic, partition, key, headers, body, n)
    order by n`);
}
