import { type RawBuilder, sql } from 'kysely';
import { enqueue } from '../../outbox/outbox.ts';
import type { UnitOfWork } from '../../tenancy/unit-of-work.ts';
import { decodeEvent, encodeEvent } from '../cloud-events.ts';
import { deadLetterEvent, deadLetterTopic } from '../dead-letter-topic.ts';
import type { DeliveredMessage, TopicDeclaration } from '../port.ts';
import type { Failure } from './retry.ts';

export type DeadLetterStatus = 'dead' | 'replaying' | 'parked';

/** A dead or parked message, as it came. */
export interface DeadLetter {
  readonly status: DeadLetterStatus;
  readonly attempts: number;
  readonly message: DeliveredMessage;
}

interface Row {
  readonly status: DeadLetterStatus;
  readonly attempts: number;
  readonly topic: string;
  readonly partition: number;
  readonly message_offset: bigint;
  readonly seq: bigint;
  readonly incarnation: string;
  readonly key: string;
  readonly headers: string;
  readonly body: string;
}

const MAX_ERROR_CHARS = 8_000;

/** Keeps a message that could not be handled, and tells so on `<topic>.dlq`, all in this transaction. */
export async function bury(
  uow: UnitOfWork,
  consumer: string,
  topic: TopicDeclaration,
  message: DeliveredMessage,
  { error, attempts }: Failure,
): Promise<void> {
  await uow.query(sql`
    ${insertion(uow, consumer, message, 'dead', attempts, details(error))}
    on conflict (tenant_id, consumer, event_id) do update
    set status = excluded.status, attempts = dead_letter.attempts + excluded.attempts, error = excluded.error`);
  enqueue(uow, {
    topic: deadLetterTopic(topic),
    aggregateId: message.key.slice(uow.tenantId.length + 1),
    event: deadLetterEvent(consumer, message, { error: String(error), attempts }),
  });
}

/** Keeps a message whose key has a dead letter, to be handled after it. One that is kept already stays as it is. */
export async function park(uow: UnitOfWork, consumer: string, message: DeliveredMessage): Promise<void> {
  await uow.query(sql`
    ${insertion(uow, consumer, message, 'parked', 0, null)}
    on conflict (tenant_id, consumer, event_id) do nothing`);
}

function insertion(
  uow: UnitOfWork,
  consumer: string,
  { topic, partition, offset, seq, incarnation, key, event }: DeliveredMessage,
  status: DeadLetterStatus,
  attempts: number,
  error: string | null,
): RawBuilder<unknown> {
  const { headers, body } = encodeEvent(event);
  return sql`
    insert into dead_letter (
      tenant_id, consumer, event_id, status, topic, partition, message_offset, seq, incarnation, key,
      headers, body, attempts, error
    ) values (
      ${uow.tenantId}, ${consumer}, ${event.id}, ${status}, ${topic}, ${partition}, ${offset}, ${seq},
      ${incarnation}, ${key}, ${JSON.stringify(headers)}, ${body}, ${attempts}, ${error}
    )`;
}

/** The oldest kept message of a key, locked. */
export async function oldestOf(
  uow: UnitOfWork,
  consumer: string,
  topic: string,
  key: string,
): Promise<DeadLetter | undefined> {
  const [row] = await uow.query<Row>(sql`
    select status, attempts, topic, partition, message_offset, seq, incarnation, key, headers, body
    from dead_letter
    where tenant_id = ${uow.tenantId} and consumer = ${consumer} and topic = ${topic} and key = ${key}
    order by position limit 1 for update`);
  return row && toDeadLetter(row);
}

/** It has been handled: the next one of its key is the oldest now. */
export async function forget(uow: UnitOfWork, consumer: string, eventId: string): Promise<void> {
  await uow.query(sql`
    delete from dead_letter
    where tenant_id = ${uow.tenantId} and consumer = ${consumer} and event_id = ${eventId}`);
}

const toDeadLetter = (row: Row): DeadLetter => ({
  status: row.status,
  attempts: row.attempts,
  message: {
    topic: row.topic,
    partition: row.partition,
    offset: row.message_offset,
    key: row.key,
    seq: row.seq,
    incarnation: row.incarnation,
    event: decodeEvent(JSON.parse(row.headers) as Record<string, string>, row.body),
  },
});

/** For operators only; it stays in the database. */
const details = (error: unknown): string => {
  const { stack } = (error ?? {}) as { stack?: unknown };
  return (typeof stack === 'string' ? stack : String(error)).slice(0, MAX_ERROR_CHARS);
};
