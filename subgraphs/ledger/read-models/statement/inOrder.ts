import { type RawBuilder, sql } from 'kysely';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { isAfter, startOf } from './place.ts';
import type { LinePosition, StatementView } from './view.ts';

/**
 * The first lines whose effectiveAt is their recordedAt: the primary key has them in order. It has those in between as
 * well, which may be a whole history that was recorded at once, so stretches without any are passed over; each of the
 * others has at least one, and only of the first may all come before `after`.
 */
export function inOrderLines(
  { tenantId }: Reader,
  { account, from, end, recordedAt }: StatementView,
  after: LinePosition | undefined,
  limit: number,
): RawBuilder<unknown> {
  const first = startOf(from, after);
  const last = end - 1n < recordedAt ? end - 1n : recordedAt;
  return sql`
    select p.effective_at, p.recorded_at, p.n, p.debit, p.credit
    from (
      (select c.recorded_after, c.recorded_through from checkpoint c
       where c.tenant_id = ${tenantId} and c.account_id = ${account.id} and c.in_order_postings > 0
         and c.recorded_through >= ${first}
       order by c.recorded_through limit ${limit + 1})
      union all
      (select coalesce(max(c.recorded_through), -1), ${last}::bigint from checkpoint c
       where c.tenant_id = ${tenantId} and c.account_id = ${account.id})
    ) as stretch (recorded_after, recorded_through)
    cross join lateral (
      select p.effective_at, p.recorded_at, p.n, p.debit, p.credit
      from posting p
      where p.tenant_id = ${tenantId} and p.account_id = ${account.id} and p.effective_at = p.recorded_at
        and p.recorded_at > stretch.recorded_after and p.recorded_at <= stretch.recorded_through
        and p.recorded_at >= ${first} and p.recorded_at <= ${last}
        ${isAfter(after)}
      order by p.recorded_at, p.n limit ${limit}) p
    order by p.effective_at, p.recorded_at, p.n limit ${limit}`;
}
