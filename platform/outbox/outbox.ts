import { sql } from 'kysely';
import { chunksOf, type Routed } from '../bus/chunks.ts';
import { encodeEvent } from '../bus/cloud-events.ts';
import { partitionOf } from '../bus/partition.ts';
import type { BusEvent, MessageChunk, TopicDeclaration } from '../bus/port.ts';
import { acceptedSize } from '../bus/requests.ts';
import type { UnitOfWork } from '../tenancy/unit-of-work.ts';

/** A message for the bus. All messages of one `aggregateId` keep their order. */
export interface OutboxMessage {
  readonly topic: TopicDeclaration;
  readonly aggregateId: string;
  readonly event: BusEvent;
}

/** The relay listens on it. */
export const OUTBOX_CHANNEL = 'outbox';

const waiting = new WeakMap<UnitOfWork, Routed[]>();

/**
 * Takes a message into the unit of work: written to `outbox` as its last statement, when it holds all its locks,
 * so that positions follow the order of dependent commits; published by the relay after the commit. Throws
 * MessageTooLargeError.
 */
export function enqueue(uow: UnitOfWork, message: OutboxMessage): void {
  const messages = waiting.get(uow);
  if (messages) {
    messages.push(route(message));
    return;
  }
  waiting.set(uow, [route(message)]);
  uow.beforeCommit(() => flush(uow));
  uow.wakeUp(OUTBOX_CHANNEL);
}

/**
 * For writers with SQL of their own, such as the ledger's: the rows of `outbox` that one commit writes. Throws
 * MessageTooLargeError.
 */
export const outboxChunks = (messages: readonly OutboxMessage[]): MessageChunk[] =>
  chunksOf(messages.map(route));

/** A message as chunksOf() packs it. One that the bus would refuse is refused here: in the relay it would hold up all others. */
export function route({ topic, aggregateId, event }: OutboxMessage): Routed {
  const message = { topic: topic.name, key: `${event.tenantId}/${aggregateId}`, ...encodeEvent(event) };
  return { ...message, partition: partitionOf(message.key, topic.partitions), bytes: acceptedSize(message) };
}

async function flush(uow: UnitOfWork): Promise<void> {
  const chunks = chunksOf(waiting.get(uow) ?? []);
  waiting.delete(uow);
  const column = <Name extends keyof MessageChunk>(name: Name) => chunks.map((chunk) => chunk[name]);
  await uow.query(sql`
    insert into outbox (tenant_id, topic, partition, count, bytes, payload)
    select ${uow.tenantId}, topic, partition, count, bytes, payload
    from unnest(
      ${column('topic')}::text[], ${column('partition')}::int[], ${column('count')}::int[],
      ${column('bytes')}::int[], ${column('payload')}::bytea[]
    ) with ordinality as chunk (topic, partition, count, bytes, payload, n)
    order by n`);
}
