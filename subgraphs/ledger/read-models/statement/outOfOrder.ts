import { type RawBuilder, sql } from 'kysely';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { blocksOf } from '../checkpoint/blocks.ts';
import { isAfter, startOf } from './place.ts';
import type { LinePosition, StatementView } from './view.ts';

/**
 * The first lines whose effectiveAt is not their recordedAt. An index has them in order, with all that was recorded
 * later and is not part of the view. So the instants come first, from blocks that were recorded before and from what
 * has been recorded since, and then the postings of each; only at the first instant may all come before `after`.
 */
export function outOfOrderLines(
  reader: Reader,
  view: StatementView,
  after: LinePosition | undefined,
  limit: number,
): RawBuilder<unknown> {
  const { account, recordedAt } = view;
  const earliest = after
    ? sql`case when instant.effective_at = ${after[0]}::bigint then ${after[1]}::bigint else -1 end`
    : sql`-1`;
  return sql`
    select p.effective_at, p.recorded_at, p.n, p.debit, p.credit
    from (${instantsOf(reader, view, startOf(view.from, after), limit + 1)}) as instant
    cross join lateral (
      select p.effective_at, p.recorded_at, p.n, p.debit, p.credit
      from posting p
      where p.tenant_id = ${reader.tenantId} and p.account_id = ${account.id} and p.effective_at <> p.recorded_at
        and p.effective_at = instant.effective_at
        and p.recorded_at >= ${earliest} and p.recorded_at <= ${recordedAt}
        ${isAfter(after)}
      order by p.recorded_at, p.n limit ${limit}) p
    order by p.effective_at, p.recorded_at, p.n limit ${limit}`;
}

/**
 * The first instants from `first` on at which something known by then is effective out of order. (`offset 0`: what is
 * recent is found by when it was recorded; by effectiveAt it would be looked for among all that is out of order.)
 */
const instantsOf = (
  { tenantId }: Reader,
  { account, end, recordedAt }: StatementView,
  first: bigint,
  limit: number,
) =>
  sql`
    with known as (
      (select c.stretches, c.recorded_through from checkpoint c
       where c.tenant_id = ${tenantId} and c.account_id = ${account.id} and c.recorded_through <= ${recordedAt}
       order by c.recorded_through desc limit 1)
      union all select 0, -1
      order by recorded_through desc limit 1
    )
    select distinct effective_at from (
      (select s.effective_at
       from known
       cross join lateral (${blocksOf(sql`known.stretches`)}) b
       cross join lateral (
         select s.effective_at from out_of_order_sum s
         where s.tenant_id = ${tenantId} and s.account_id = ${account.id} and s.level = b.level and s.block = b.block
           and s.effective_at >= ${first} and s.effective_at < ${end}
         order by s.effective_at limit ${limit}) s)
      union all
      (select recent.effective_at
       from (
         select p.effective_at, p.recorded_at from posting p
         where p.tenant_id = ${tenantId} and p.account_id = ${account.id}
           and p.recorded_at > (select recorded_through from known) and p.recorded_at <= ${recordedAt}
         offset 0) as recent
       where recent.effective_at <> recent.recorded_at
         and recent.effective_at >= ${first} and recent.effective_at < ${end})
    ) as found
    order by effective_at limit ${limit}`;
