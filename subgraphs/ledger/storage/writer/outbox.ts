import type pg from 'pg';
import { chunksOf, type Routed } from 'platform/bus/chunks';
import type { RecordedEvent } from 'platform/event-store/events';
import { toBusEvent } from 'platform/event-store/publish';
import { messageValidator } from 'platform/event-store/validation';
import type { Instant } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import { route } from 'platform/outbox/outbox';
import { LEDGER_EVENTS } from '../../contract/events.ts';
import type { BookAccount } from '../../domain/book/book.ts';
import { balanceChangedEvent } from '../../domain/transaction/events.ts';
import { column, parameters } from './columns.ts';
import { sendTogether } from './connections.ts';

const validate = messageValidator(LEDGER_EVENTS);

const p = parameters();

const OUTBOX = `
  insert into outbox (tenant_id, topic, partition, count, bytes, payload)
  select ${p.one()}, topic, partition, count, bytes, decode(payload, 'base64')
  from ${p.rows('text', 'int', 'int', 'int', 'text')} with ordinality
    as chunk (topic, partition, count, bytes, payload, n)
  order by n`;

/** What the bus gets; each payload is checked against its schema here, before anything is written. */
export function toMessages(
  events: readonly RecordedEvent[],
  changed: readonly BookAccount[],
  now: Instant,
): Routed[] {
  const last = events.at(-1);
  if (!last) return [];
  const balances = changed.map((account) => balanceChangedFrom(account, last, now));
  return [...events, ...balances].map((event) =>
    route({
      topic: validate(event.type, event.data).topic,
      aggregateId: event.stream,
      event: toBusEvent('ledger', event),
    }),
  );
}

/** Not stored in a stream: the balances follow from the transactions. It has the batch's last event as its cause. */
function balanceChangedFrom(account: BookAccount, cause: RecordedEvent, now: Instant): RecordedEvent {
  const { type, data } = balanceChangedEvent(account);
  return {
    ...cause,
    id: newId('evt'),
    stream: account.terms.id,
    version: account.balance.version,
    type,
    data: data as unknown as JsonObject,
    effectiveAt: now,
    recordedAt: now,
    cause: { ...cause.cause, causationId: cause.id },
  };
}

/** The batch's last statement, before its commit. What is packed here is packed while the database writes the rows. */
export function writeOutbox(
  client: pg.Client,
  tenantId: string,
  messages: readonly Routed[],
): Promise<unknown>[] {
  if (messages.length === 0) return [];
  const chunks = chunksOf(messages);
  const values = [
    tenantId,
    column(chunks.map(({ topic }) => topic)),
    column(chunks.map(({ partition }) => partition)),
    column(chunks.map(({ count }) => count)),
    column(chunks.map(({ bytes }) => bytes)),
    column(chunks.map(({ payload }) => payload.toString('base64'))),
  ];
  sendTogether(client);
  return [client.query({ name: 'outbox', text: OUTBOX, values })];
}
