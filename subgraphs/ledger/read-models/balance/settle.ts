import { type RawBuilder, sql } from 'kysely';
import { badInput } from 'platform/errors/errors';
import type { Instant } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Database } from 'platform/tenancy/database';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { lockBook } from '../../storage/stores/ledgers.ts';

/** What reading a point of view takes: mostly reads, now and then a unit of work that settles a book. */
export type Books = Pick<Database, 'reader' | 'unitOfWork'>;

/**
 * A recordedAt later than the last transaction of one of the books, which are given by a selection of their ids: waits
 * for the batch in flight, then closes the book through that instant, so that nothing is recorded at or before it any
 * more, not even when the clock steps back. Fails with BAD_USER_INPUT for the future.
 */
export async function settleThrough(
  books: Books,
  tenantId: TenantId,
  ledgerIds: RawBuilder<unknown>,
  recordedAt: Instant,
): Promise<void> {
  for (const { id, now } of await booksBehind(books.reader(tenantId), ledgerIds, recordedAt)) {
    if (recordedAt > now) throw badInput('"recordedAt" lies in the future.', ['at', 'recordedAt']);
    await closeThrough(books, tenantId, id, recordedAt);
  }
}

/** The same for an instant that may lie in the future: then nothing is settled, and the answer is of what is known. */
export async function settlePassed(
  books: Books,
  tenantId: TenantId,
  ledgerIds: RawBuilder<unknown>,
  recordedAt: Instant,
): Promise<void> {
  for (const { id, now } of await booksBehind(books.reader(tenantId), ledgerIds, recordedAt)) {
    if (recordedAt <= now) await closeThrough(books, tenantId, id, recordedAt);
  }
}

const booksBehind = (reader: Reader, ledgerIds: RawBuilder<unknown>, recordedAt: Instant) =>
  reader.query<{ id: string; now: bigint }>(sql`
    select l.id, (extract(epoch from now()) * 1000000)::bigint as now
    from ledger l
    where l.tenant_id = ${reader.tenantId} and l.id in (${ledgerIds}) and l.last_recorded_at < ${recordedAt}
    order by l.id`);

const closeThrough = ({ unitOfWork }: Books, tenantId: TenantId, id: string, recordedAt: Instant) =>
  unitOfWork(tenantId, async (uow) => {
    await lockBook(uow, id);
    await uow.query(sql`
      update ledger set last_recorded_at = greatest(last_recorded_at, ${recordedAt})
      where tenant_id = ${tenantId} and id = ${id}`);
  });

/** The books of some accounts. */
export const booksOf = (tenantId: TenantId, accountIds: readonly string[]) => sql`
  select ledger_id from account where tenant_id = ${tenantId} and id = any(${accountIds}::text[])`;
