import { type RawBuilder, sql } from 'kysely';
import type { AuditFault } from '../../domain/audit/fault.ts';
import { GROWTH, LAST_LEVEL } from '../checkpoint/blocks.ts';
import { type AuditedBook, faultOf } from './verification.ts';

/** Accounts of a book by code: (after, through]. */
interface AccountRange {
  readonly after: string;
  readonly through: string;
}

/**
 * One of these accounts whose checkpoints are not what its postings come to: sums as of any point of view are made of
 * them. Each is compared with its own stretch of postings and the checkpoint before it; sums out of order with those
 * postings, and those of greater blocks with the ones they were merged from. Each of the three is one statement, so that
 * what is folded meanwhile does not matter. (`offset 0`: a stretch is found by its ends, whatever the planner knows of
 * the table.)
 */
export async function findWrongCheckpoint(
  { reader, ledgerId }: AuditedBook,
  { after, through }: AccountRange,
): Promise<AuditFault | undefined> {
  for (const wrong of WRONG) {
    const [row] = await reader.query<{ id: string }>(sql`
      select a.id from account a
      where a.tenant_id = ${reader.tenantId} and a.ledger_id = ${ledgerId} and a.code > ${after} and a.code <= ${through}
        and exists (${wrong})
      order by a.code limit 1`);
    if (row) return faultOf('TABLE_DIFFERS', { stream: row.id, version: 1 }, undefined, MESSAGE);
  }
  return undefined;
}

const MESSAGE = 'A checkpoint of the account is not what its postings say.';

const WRONG_CHECKPOINT = sql`
  select from (
    select c.*, lag(c.recorded_through, 1, -1::bigint) over w as last_through, lag(c.stretches, 1, 0) over w as last_stretches,
           lag(c.in_order_debits, 1, 0::numeric) over w as last_in_order_debits,
           lag(c.in_order_credits, 1, 0::numeric) over w as last_in_order_credits,
           lag(c.debits, 1, 0::numeric) over w as last_debits, lag(c.credits, 1, 0::numeric) over w as last_credits
    from checkpoint c where c.tenant_id = a.tenant_id and c.account_id = a.id
    window w as (order by c.recorded_through)
  ) c
  cross join lateral (
    select count(*) filter (where p.effective_at = p.recorded_at) as in_order_postings,
           coalesce(sum(p.debit) filter (where p.effective_at = p.recorded_at), 0) as in_order_debits,
           coalesce(sum(p.credit) filter (where p.effective_at = p.recorded_at), 0) as in_order_credits,
           coalesce(sum(p.debit), 0) as debits, coalesce(sum(p.credit), 0) as credits
    from posting p
    where p.tenant_id = a.tenant_id and p.account_id = a.id
      and p.recorded_at > c.recorded_after and p.recorded_at <= c.recorded_through
  ) added
  where (c.recorded_after, c.stretches, c.in_order_postings, c.in_order_debits, c.in_order_credits, c.debits, c.credits)
    <> (c.last_through, c.last_stretches + 1, added.in_order_postings, c.last_in_order_debits + added.in_order_debits,
        c.last_in_order_credits + added.in_order_credits, c.last_debits + added.debits, c.last_credits + added.credits)`;

/** What one side has and the other has not. */
const difference = (one: RawBuilder<unknown>, other: RawBuilder<unknown>) => sql`
  select from (
    select one.*, 1 as side from (${one}) as one union all select other.*, -1 from (${other}) as other
  ) as sums (level, block, effective_at, debits, credits, side)
  group by level, block, effective_at, debits, credits having sum(side) <> 0`;

const FOLDED = sql`
  select s.level, s.block, s.effective_at, s.debits, s.credits from out_of_order_sum s
  where s.tenant_id = a.tenant_id and s.account_id = a.id`;

const WRONG_FIRST_LEVEL = difference(
  sql`${FOLDED} and s.level = 0`,
  sql`
    select 0::smallint, c.stretches - 1, p.effective_at, sum(sum(p.debit)) over by_time, sum(sum(p.credit)) over by_time
    from checkpoint c cross join lateral (
      select p.effective_at, p.recorded_at, p.debit, p.credit from posting p
      where p.tenant_id = a.tenant_id and p.account_id = a.id
        and p.recorded_at > c.recorded_after and p.recorded_at <= c.recorded_through
      offset 0
    ) p
    where c.tenant_id = a.tenant_id and c.account_id = a.id and p.effective_at <> p.recorded_at
    group by c.stretches, p.effective_at
    window by_time as (partition by c.stretches order by p.effective_at)`,
);

const WRONG_MERGE = difference(
  sql`${FOLDED} and s.level > 0`,
  sql`
    select (change.level + 1)::smallint, change.block / ${sql.lit(GROWTH)}, change.effective_at,
           sum(sum(change.debits)) over by_time, sum(sum(change.credits)) over by_time
    from (
      select s.level, s.block, s.effective_at, s.debits - lag(s.debits, 1, 0::numeric) over one as debits,
             s.credits - lag(s.credits, 1, 0::numeric) over one as credits
      from out_of_order_sum s
      where s.tenant_id = a.tenant_id and s.account_id = a.id and s.level < ${sql.lit(LAST_LEVEL)}
      window one as (partition by s.level, s.block order by s.effective_at)
    ) change
    where (change.block / ${sql.lit(GROWTH)} + 1) * power(${sql.lit(GROWTH)}, change.level + 1) <= (
      select max(c.stretches) from checkpoint c where c.tenant_id = a.tenant_id and c.account_id = a.id)
    group by change.level, change.block / ${sql.lit(GROWTH)}, change.effective_at
    window by_time as (
      partition by change.level, change.block / ${sql.lit(GROWTH)} order by change.effective_at)`,
);
const WRONG = [WRONG_CHECKPOINT, WRONG_FIRST_LEVEL, WRONG_MERGE];
