import type pg from 'pg';
import type { RecordedEvent } from 'platform/event-store/events';
import { present } from 'platform/kernel/assert';
import type { Instant } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import type { BookAccount } from '../../domain/book/book.ts';
import type { HoldChange } from '../../domain/book/entry.ts';
import { cashCountedEvent } from '../../domain/cash/cashCount.ts';
import { holdEvent } from '../../domain/hold/events.ts';
import { sidesOf } from '../../domain/hold/evolve.ts';
import { postedEvent, refusedEvent } from '../../domain/transaction/events.ts';
import type { Posting, RecordedTransaction } from '../../domain/transaction/transaction.ts';
import { STRETCH } from '../stretch.ts';
import { writeCounts } from './cash/write.ts';
import { column, parameters } from './columns.ts';
import type { Decided, DecidedBatch } from './decideBatch.ts';
import { writeFuture } from './future.ts';
import { writeHolds } from './holds/write.ts';
import { toMessages, writeOutbox } from './outbox.ts';
import type { LockedBook } from './read.ts';
import { writeRefusals } from './refusals.ts';
import type { BookRequest } from './request.ts';

const p = parameters();
const TENANT = p.one();
const LEDGER = p.one();
const NOW = p.one();

const WRITE = `
  with event_rows as (
    insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id,
                       causation_id, traceparent)
    select ${TENANT}, * from ${p.rows('text', 'int', 'text', 'text', 'json', 'bigint', 'bigint', 'text', 'text', 'text', 'text')}
  ), transaction_rows as (
    insert into transaction (tenant_id, ledger_id, recorded_at, id, effective_at, reference, reverses)
    select ${TENANT}, ${LEDGER}, * from ${p.rows('bigint', 'text', 'bigint', 'text', 'text')}
  ), posting_rows as (
    insert into posting (tenant_id, account_id, recorded_at, n, effective_at, debit, credit)
    select ${TENANT}, * from ${p.rows('text', 'bigint', 'smallint', 'bigint', 'numeric', 'numeric')}
  ), balance_rows as (
    update balance b
    set debits = n.debits, credits = n.credits, future_debits = n.future_debits, future_credits = n.future_credits,
        pending_debits = n.pending_debits, pending_credits = n.pending_credits,
        rolled_through = ${NOW}, next_change_at = n.next_change_at, version = n.version,
        postings = b.postings + n.postings
    from (
      select n.*, kept.ctid as place
      from ${p.rows('text', 'numeric', 'numeric', 'numeric', 'numeric', 'numeric', 'numeric', 'bigint', 'bigint', 'int')}
        as n (account_id, debits, credits, future_debits, future_credits, pending_debits, pending_credits,
              next_change_at, version, postings)
      cross join lateral (
        select ctid from balance where tenant_id = ${TENANT} and account_id = n.account_id offset 0
      ) kept
    ) n
    where b.ctid = n.place
    returning b.account_id, b.postings, n.postings as added
  ), due_rows as (
    insert into checkpoint_due (tenant_id, account_id, postings)
    select ${TENANT}, account_id, postings from balance_rows where postings % ${STRETCH} < added
    on conflict do nothing
  )
  update ledger set last_recorded_at = ${NOW} where tenant_id = ${TENANT} and id = ${LEDGER}`;

/** Writes what was decided and commits, in one trip. Fails when the commit is not certain to have happened. */
export async function writeBatch(client: pg.Client, locked: LockedBook, batch: DecidedBatch): Promise<void> {
  const { tenantId } = locked;
  const entries = batch.decided.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  const transactions = entries.flatMap((entry) => entry.transactions);
  const holds = entries.flatMap((entry) => entry.holds);
  const counts = entries.flatMap((entry) => entry.counts);
  const events = batch.decided.flatMap(toEvents);
  const changed = changedAccounts(transactions, holds, batch);
  const messages = toMessages(events, changed, batch.book.now);
  const statement = {
    name: 'write',
    text: WRITE,
    values: writeValues(locked, batch, transactions, events, changed),
  };
  const sent = [
    events.length > 0 ? client.query(statement) : undefined,
    ...writeRefusals(client, tenantId, batch.decided),
    ...writeFuture(client, locked, transactions, changed),
    ...writeHolds(client, tenantId, holds),
    ...writeCounts(client, tenantId, counts),
    ...writeOutbox(client, tenantId, messages),
  ];
  const [commit] = await Promise.all([client.query('commit'), ...sent]);
  if (commit.command !== 'COMMIT') throw new Error('the batch was rolled back');
}

function toEvents({ request, outcome, recordedAt }: Decided): RecordedEvent[] {
  const { command, answerRefusal } = request;
  if (!outcome.ok) {
    const answer = command.kind === 'postTransaction' && answerRefusal;
    return answer
      ? [recorded(request, refusedEvent(command, outcome.error), command.transactionId, recordedAt)]
      : [];
  }
  const { transactions, holds, counts } = outcome.value;
  return [
    ...transactions.map((transaction) => ({
      ...recorded(request, postedEvent(transaction), transaction.transactionId, transaction.recordedAt),
      effectiveAt: transaction.effectiveAt,
    })),
    ...holds.map((change) => ({
      ...recorded(request, holdEvent(change), change.hold.id, change.recordedAt),
      version: change.hold.version,
    })),
    ...counts.map((count) => recorded(request, cashCountedEvent(count), count.id, count.countedAt)),
  ];
}

const recorded = (
  { tenantId, cause }: BookRequest,
  { type, data }: { readonly type: string; readonly data: object },
  stream: string,
  recordedAt: Instant,
): RecordedEvent => ({
  ...{ id: newId('evt'), tenantId, stream, version: 1, type, data: data as JsonObject },
  ...{ effectiveAt: recordedAt, recordedAt, cause },
});

/** The accounts that changed, once each, with the next version of their balances. */
function changedAccounts(
  transactions: readonly RecordedTransaction[],
  holds: readonly HoldChange[],
  { book }: DecidedBatch,
): BookAccount[] {
  const ids = new Set<string>();
  for (const { postings } of transactions) for (const { accountId } of postings) ids.add(accountId);
  for (const { hold } of holds) for (const { accountId } of sidesOf(hold)) ids.add(accountId);
  return [...ids].map((id) => {
    const account = present(book.accounts.get(id), 'a changed account is part of the batch');
    return { ...account, balance: { ...account.balance, version: account.balance.version + 1 } };
  });
}

function countByAccount(postings: readonly Posting[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { accountId } of postings) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  return counts;
}

function writeValues(
  { tenantId, ledgerId }: LockedBook,
  batch: DecidedBatch,
  transactions: readonly RecordedTransaction[],
  events: readonly RecordedEvent[],
  changed: readonly BookAccount[],
): unknown[] {
  const postings = transactions.flatMap(({ postings, recordedAt, effectiveAt }) =>
    postings.map((posting, n) => ({ ...posting, n, recordedAt, effectiveAt })),
  );
  const added = countByAccount(postings);
  return [
    tenantId,
    ledgerId,
    batch.book.now,
    column(events.map((event) => event.stream)),
    column(events.map((event) => event.version)),
    column(events.map((event) => event.id)),
    column(events.map((event) => event.type)),
    column(events.map((event) => JSON.stringify(event.data))),
    column(events.map((event) => event.effectiveAt)),
    column(events.map((event) => event.recordedAt)),
    column(events.map((event) => event.cause.actor)),
    column(events.map((event) => event.cause.correlationId)),
    column(events.map((event) => event.cause.causationId)),
    column(events.map((event) => event.cause.traceparent)),
    column(transactions.map(({ recordedAt }) => recordedAt)),
    column(transactions.map(({ transactionId }) => transactionId)),
    column(transactions.map(({ effectiveAt }) => effectiveAt)),
    column(transactions.map(({ reference }) => reference)),
    column(transactions.map(({ reverses }) => reverses)),
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
    column(changed.map(({ balance }) => balance.pendingDebits)),
    column(changed.map(({ balance }) => balance.pendingCredits)),
    column(changed.map(({ balance }) => balance.nextChangeAt)),
    column(changed.map(({ balance }) => balance.version)),
    column(changed.map(({ terms }) => added.get(terms.id) ?? 0)),
  ];
}
