import { sql } from 'kysely';
import type { RecordedEvent } from 'platform/event-store/events';
import type { Append, EventStore } from 'platform/event-store/store';
import { present } from 'platform/kernel/assert';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';

export interface AppendToBook extends Omit<Append, 'recordedAt'> {
  readonly ledgerId: string;
}

/**
 * Appends events of a book other than transactions, all at the book's next instant. Call it under the book's lock
 * (`lockBook`): then nothing of the book is recorded at an earlier instant later on.
 */
export async function appendToBook(
  store: EventStore,
  uow: UnitOfWork,
  { ledgerId, ...append }: AppendToBook,
): Promise<RecordedEvent[]> {
  if (append.events.length === 0) return [];
  const recorded = await store.append(uow, { ...append, recordedAt: await nextInstant(uow, ledgerId) });
  await insertIntoJournal(uow, ledgerId, recorded);
  return recorded;
}

/** Moves the book's clock on. */
async function nextInstant(uow: UnitOfWork, ledgerId: string): Promise<Instant> {
  const [row] = await uow.query<{ at: bigint }>(sql`
    update ledger
    set last_recorded_at = greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, last_recorded_at + 1)
    where tenant_id = ${uow.tenantId} and id = ${ledgerId}
    returning last_recorded_at as at`);
  return instantOf(present(row, 'the book is there').at);
}

/** For the event that opens a book, whose clock it starts. */
export const insertIntoJournal = (
  { tenantId, query }: UnitOfWork,
  ledgerId: string,
  events: readonly RecordedEvent[],
): Promise<unknown> =>
  query(sql`
    insert into journal (tenant_id, ledger_id, recorded_at, stream, version)
    select ${tenantId}, ${ledgerId}, * from unnest(
      ${events.map(({ recordedAt }) => recordedAt)}::bigint[], ${events.map(({ stream }) => stream)}::text[],
      ${events.map(({ version }) => version)}::int[])`);
