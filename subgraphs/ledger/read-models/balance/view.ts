import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { AsOf, PointOfView } from './balance.ts';
import { type Books, settleThrough } from './settle.ts';

/** The view on the book `l`, with what was not asked for: by now, which is never before the book's own time. */
export const viewOfBook = ({ effectiveAt = null, recordedAt = null }: PointOfView) => sql`
  select coalesce(${effectiveAt}::bigint,
                  greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, l.last_recorded_at)),
         coalesce(${recordedAt}::bigint, l.last_recorded_at)`;

/**
 * The point of view on one book, settled: what is read from it, in as many statements as one likes, fits together and
 * never changes. Undefined for a book that does not exist.
 */
export async function settledView(
  books: Books,
  tenantId: TenantId,
  ledgerId: string,
  at: PointOfView,
): Promise<AsOf | undefined> {
  const { recordedAt = null } = at;
  if (recordedAt !== null) await settleThrough(books, tenantId, sql`select ${ledgerId}::text`, recordedAt);
  return readView(books.reader(tenantId), ledgerId, at);
}

/** The same for a recordedAt that is settled, or not asked for. */
export async function readView(reader: Reader, ledgerId: string, at: PointOfView): Promise<AsOf | undefined> {
  const [row] = await reader.query<{ effective_at: bigint; recorded_at: bigint }>(sql`
    select view.* from ledger l
    cross join lateral (${viewOfBook(at)}) as view (effective_at, recorded_at)
    where l.tenant_id = ${reader.tenantId} and l.id = ${ledgerId}`);
  return row && { effectiveAt: instantOf(row.effective_at), recordedAt: instantOf(row.recorded_at) };
}
