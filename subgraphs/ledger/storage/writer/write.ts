import type pg from 'pg';
import type { MessageChunk } from 'platform/bus/port';
import type { RecordedEvent } from 'platform/event-store/events';
import { toBusEvent } from 'platform/event-store/publish';
import { messageValidator } from 'platform/event-store/validation';
import { encodeOutcome } from 'platform/graphql/outcome';
import { present } from 'platform/kernel/assert';
import type { Instant } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import { type OutboxMessage, outboxChunks } from 'platform/outbox/outbox';
import { LEDGER_EVENTS } from '../../contract/events.ts';
import { balanceChangedEvent, postedEvent, refusedEvent } from '../../domain/transaction/events.ts';
import type { BookAccount, PostedTransaction } from '../../domain/transaction/transaction.ts';
import { column, unnest } from './columns.ts';
import type { Decided, DecidedBatch } from './decideBatch.ts';
import type { LockedBook } from './read.ts';

const validate = messageValidator(LEDGER_EVENTS);

const WRITE = `
  with event_rows as (
    insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id,
                       causation_id, traceparent)
    select $1, stream, 1, id, type, data, effective_at, recorded_at, actor, correlation_id, causation_id, traceparent
    from ${unnest(2, ['text', 'text', 'text', 'json', 'bigint', 'bigint', 'text', 'text', 'text', 'text'])}
      as e (stream, id, type, data, effective_at, recorded_at, actor, correlation_id, causation_id, traceparent)
  ), transaction_rows as (
    insert into transaction (tenant_id, ledger_id, recorded_at, id, effective_at, reference, reverses)
    select $1, $12, * from ${unnest(13, ['bigint', 'text', 'bigint', 'text', 'text'])}
  ), posting_rows as (
    insert into posting (tenant_id, account_id, recorded_at, n, effective_at, debit, credit)
    select $1, * from ${unnest(18, ['text', 'bigint', 'smallint', 'bigint', 'numeric', 'numeric'])}
  ), balance_rows as (
    update balance b
    set debits = n.debits, credits = n.credits, future_debits = n.future_debits, future_credits = n.future_credits,
        rolled_through = n.rolled_through, next_change_at = n.next_change_at, version = n.version
    from (
      select n.*, kept.ctid as place
      from ${unnest(24, ['text', 'numeric', 'numeric', 'numeric', 'numeric', 'bigint', 'bigint', 'bigint'])}
        as n (account_id, debits, credits, future_debits, future_credits, rolled_through, next_change_at, version)
      cross join lateral (
        select ctid from balance where tenant_id = $1 and account_id = n.account_id offset 0
      ) kept
    ) n
    where b.ctid = n.place
  ), ledger_row as (
    update ledger set last_recorded_at = $32 where tenant_id = $1 and id = $12
  )
  insert into outbox (tenant_id, topic, partition, count, bytes, payload)
  select $1, topic, partition, count, bytes, decode(payload, 'base64')
  from ${unnest(33, ['text', 'int', 'int', 'int', 'text'])} with ordinality
    as chunk (topic, partition, count, bytes, payload, n)
  order by n`;

/** Writes what was decided and commits, in one trip. Fails when the commit is not certain to have happened. */
export async function writeBatch(client: pg.Client, locked: LockedBook, batch: DecidedBatch): Promise<void> {
  const posted = batch.decided.flatMap(toPosted);
  const events = batch.decided.flatMap(toEvent);
  const changed = changedAccounts(posted, batch);
  const outbox = outboxChunks(toMessages(events, changed, batch));
  const results = await Promise.all([
    events.length > 0
      ? client.query({
          name: 'write',
          text: WRITE,
          values: writeValues(batch, posted, events, changed, outbox),
        })
      : undefined,
    ...rareStatements(client, locked, batch, posted, changed),
    client.query('commit'),
  ]);
  const commit = present(results.at(-1), 'the last statement is the commit');
  if (commit.command !== 'COMMIT') throw new Error('the batch was rolled back');
}

interface Posted {
  readonly transaction: PostedTransaction;
  readonly recordedAt: Instant;
}

const toPosted = ({ outcome, recordedAt }: Decided): Posted[] =>
  outcome.ok ? [{ transaction: outcome.value, recordedAt }] : [];

function toEvent({ request, outcome, recordedAt }: Decided): RecordedEvent[] {
  const { command, cause, tenantId, answerRefusal } = request;
  if (!outcome.ok && !answerRefusal) return [];
  const event = outcome.ok ? postedEvent(outcome.value) : refusedEvent(command, outcome.error);
  return [
    {
      id: newId('evt'),
      tenantId,
      stream: command.transactionId,
      version: 1,
      type: event.type,
      data: event.data as unknown as JsonObject,
      effectiveAt: outcome.ok ? outcome.value.effectiveAt : recordedAt,
      recordedAt,
      cause,
    },
  ];
}

/** The accounts that changed, once each, with the next version of their balances. */
function changedAccounts(posted: readonly Posted[], { book }: DecidedBatch): BookAccount[] {
  const ids = new Set(
    posted.flatMap(({ transaction }) => transaction.postings.map(({ accountId }) => accountId)),
  );
  return [...ids].map((id) => {
    const account = present(book.accounts.get(id), 'a posted account is part of the batch');
    const { balance } = account;
    return { ...account, balance: { ...balance, version: balance.version + 1, rolledThrough: book.now } };
  });
}

/** What the bus gets; each payload is checked against its schema here, before anything is written. */
function toMessages(
  events: readonly RecordedEvent[],
  changed: readonly BookAccount[],
  batch: DecidedBatch,
): OutboxMessage[] {
  const last = events.at(-1);
  if (!last) return [];
  const balances = changed.map((account) => balanceChangedFrom(account, last, batch.book.now));
  return [...events, ...balances].map((event) => ({
    topic: validate(event.type, event.data).topic,
    aggregateId: event.stream,
    event: toBusEvent('ledger', event),
  }));
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

function writeValues(
  batch: DecidedBatch,
  posted: readonly Posted[],
  events: readonly RecordedEvent[],
  changed: readonly BookAccount[],
  outbox: readonly MessageChunk[],
): unknown[] {
  const first = present(batch.decided[0], 'something was decided').request;
  const postings = posted.flatMap(({ transaction, recordedAt }) =>
    transaction.postings.map((posting, n) => ({
      ...posting,
      n,
      recordedAt,
      effectiveAt: transaction.effectiveAt,
    })),
  );
  return [
    first.tenantId,
    column(events.map((event) => event.stream)),
    column(events.map((event) => event.id)),
    column(events.map((event) => event.type)),
    column(events.map((event) => JSON.stringify(event.data))),
    column(events.map((event) => event.effectiveAt)),
    column(events.map((event) => event.recordedAt)),
    column(events.map((event) => event.cause.actor)),
    column(events.map((event) => event.cause.correlationId)),
    column(events.map((event) => event.cause.causationId)),
    column(events.map((event) => event.cause.traceparent)),
    first.command.ledgerId,
    column(posted.map(({ recordedAt }) => recordedAt)),
    column(posted.map(({ transaction }) => transaction.transactionId)),
    column(posted.map(({ transaction }) => transaction.effectiveAt)),
    column(posted.map(({ transaction }) => transaction.reference)),
    column(posted.map(({ transaction }) => transaction.reverses)),
    column(postings.map(({ accountId }) => accountId)),
    column(postings.map(({ recordedAt }) => recordedAt)),
    column(postings.map(({ n }) => n)),
    column(postings.map(({ effectiveAt }) => effectiveAt)),
    column(postings.map(({ direction, amount }) => (direction === 'DEBIT' ? amount.minor : 0n))),
    column(postings.map(({ direction, amount }) => (direction === 'CREDIT' ? amount.minor : 0n))),
    column(changed.map(({ terms }) => terms.id)),
    column(changed.map(({ balance }) => balance.debits)),
    column(changed.map(({ balance }) => balance.credits)),
    column(changed.map(({ balance }) => balance.futureDebits)),
    column(changed.map(({ balance }) => balance.futureCredits)),
    column(changed.map(({ balance }) => balance.rolledThrough)),
    column(changed.map(({ balance }) => balance.nextChangeAt)),
    column(changed.map(({ balance }) => balance.version)),
    batch.book.now,
    column(outbox.map(({ topic }) => topic)),
    column(outbox.map(({ partition }) => partition)),
    column(outbox.map(({ count }) => count)),
    column(outbox.map(({ bytes }) => bytes)),
    column(outbox.map(({ payload }) => payload.toString('base64'))),
  ];
}

/** Refusals stored under their keys, changes that lie ahead, changes that have begun to count. */
function rareStatements(
  client: pg.Client,
  locked: LockedBook,
  batch: DecidedBatch,
  posted: readonly Posted[],
  changed: readonly BookAccount[],
) {
  const refused = batch.decided.filter(({ outcome }) => !outcome.ok);
  const future = posted.filter(({ transaction, recordedAt }) => transaction.effectiveAt > recordedAt);
  const touched = new Set(changed.map(({ terms }) => terms.id as string));
  const rolled = locked.rolled.filter((id) => touched.has(id));
  return [
    ...(refused.length > 0 ? [storeRefusals(client, refused)] : []),
    ...(rolled.length > 0 ? [deleteDue(client, batch, rolled, locked.book.now)] : []),
    ...(future.length > 0 ? [insertFuture(client, batch, future)] : []),
  ];
}

const storeRefusals = (client: pg.Client, refused: readonly Decided[]) =>
  client.query(
    `update idempotency i set outcome = r.outcome
     from unnest($2::text[], $3::text[], $4::text[]) as r (mutation, key, outcome)
     where i.tenant_id = $1 and i.mutation = r.mutation and i.key = r.key`,
    [
      refused[0]?.request.tenantId,
      refused.map(({ request }) => request.claim.mutation),
      refused.map(({ request }) => request.claim.key),
      refused.map(({ outcome }) => encodeOutcome(outcome)),
    ],
  );

const deleteDue = (client: pg.Client, batch: DecidedBatch, accounts: readonly string[], now: Instant) =>
  client.query(
    'delete from future_change where tenant_id = $1 and account_id = any($2) and effective_at <= $3',
    [batch.decided[0]?.request.tenantId, accounts, now],
  );

function insertFuture(client: pg.Client, batch: DecidedBatch, future: readonly Posted[]) {
  const rows = future.flatMap(({ transaction, recordedAt }) =>
    transaction.postings.map(({ accountId, direction, amount }) => ({
      accountId,
      effectiveAt: transaction.effectiveAt,
      recordedAt,
      debits: direction === 'DEBIT' ? amount.minor : 0n,
      credits: direction === 'CREDIT' ? amount.minor : 0n,
    })),
  );
  return client.query(
    `insert into future_change (tenant_id, account_id, effective_at, recorded_at, debits, credits)
     select $1, account_id, effective_at, recorded_at, sum(debits), sum(credits)
     from unnest($2::text[], $3::bigint[], $4::bigint[], $5::numeric[], $6::numeric[])
       as f (account_id, effective_at, recorded_at, debits, credits)
     group by account_id, effective_at, recorded_at`,
    [
      batch.decided[0]?.request.tenantId,
      rows.map((row) => row.accountId),
      rows.map((row) => row.effectiveAt),
      rows.map((row) => row.recordedAt),
      rows.map((row) => row.debits),
      rows.map((row) => row.credits),
    ],
  );
}
