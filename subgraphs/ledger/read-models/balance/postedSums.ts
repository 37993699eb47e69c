import { type RawBuilder, sql } from 'kysely';
import { blocksOf } from '../checkpoint/blocks.ts';

/** Expressions of the statement that the sums become part of. */
export interface SumsOf {
  readonly tenantId: RawBuilder<unknown>;
  readonly accountId: RawBuilder<unknown>;
  readonly effectiveAt: RawBuilder<unknown>;
  readonly recordedAt: RawBuilder<unknown>;
}

/**
 * One row of an account's sums in minor units, as known at recordedAt: `debits` and `credits` effective by
 * effectiveAt, `all_debits` and `all_credits` whenever effective. For `cross join lateral`. Reads at most one stretch
 * of postings at either end and a few dozen sums, however many postings there are, and all that is not folded yet.
 */
export const postedSums = (of: SumsOf) => sql`
  select counted.in_order_debits + in_order.debits + out_of_order.debits + recent.debits as debits,
         counted.in_order_credits + in_order.credits + out_of_order.credits + recent.credits as credits,
         known.debits + recent.all_debits as all_debits, known.credits + recent.all_credits as all_credits
  from (${lastCheckpoint(of, of.recordedAt)}) known
  cross join lateral (${lastCheckpoint(of, sql`least(${of.effectiveAt}, known.recorded_through)`)}) counted
  cross join lateral (${inOrderBetween(of)}) in_order
  cross join lateral (${outOfOrder(of)}) out_of_order
  cross join lateral (${recent(of)}) recent`;

/**
 * The last one by an instant, or the beginning. A fence around it: through row-level security, conditions on a column
 * find their index, those on an expression do not.
 */
const lastCheckpoint = ({ tenantId, accountId }: SumsOf, by: RawBuilder<unknown>) => sql`
  (select c.recorded_through, c.stretches, c.in_order_debits, c.in_order_credits, c.debits, c.credits
   from checkpoint c
   where c.tenant_id = ${tenantId} and c.account_id = ${accountId} and c.recorded_through <= ${by}
   order by c.recorded_through desc limit 1)
  union all select -1, 0, 0, 0, 0, 0
  order by recorded_through desc limit 1`;

/** From the last checkpoint that counts wholly to effectiveAt, if what comes after that is known too. */
const inOrderBetween = ({ tenantId, accountId, effectiveAt }: SumsOf) => sql`
  select coalesce(sum(p.debit), 0) as debits, coalesce(sum(p.credit), 0) as credits
  from posting p
  where p.tenant_id = ${tenantId} and p.account_id = ${accountId} and p.effective_at = p.recorded_at
    and p.recorded_at > counted.recorded_through
    and p.recorded_at <= least(${effectiveAt}, known.recorded_through)`;

const outOfOrder = ({ tenantId, accountId, effectiveAt }: SumsOf) => sql`
  select coalesce(sum(s.debits), 0) as debits, coalesce(sum(s.credits), 0) as credits
  from (${blocksOf(sql`known.stretches`)}) b
  cross join lateral (
    select s.debits, s.credits from out_of_order_sum s
    where s.tenant_id = ${tenantId} and s.account_id = ${accountId} and s.level = b.level and s.block = b.block
      and s.effective_at <= ${effectiveAt}
    order by s.effective_at desc limit 1) s`;

/** What is known and not part of a checkpoint, in order or not. */
const recent = ({ tenantId, accountId, effectiveAt, recordedAt }: SumsOf) => sql`
  select coalesce(sum(p.debit) filter (where p.effective_at <= ${effectiveAt}), 0) as debits,
         coalesce(sum(p.credit) filter (where p.effective_at <= ${effectiveAt}), 0) as credits,
         coalesce(sum(p.debit), 0) as all_debits, coalesce(sum(p.credit), 0) as all_credits
  from posting p
  where p.tenant_id = ${tenantId} and p.account_id = ${accountId}
    and p.recorded_at > known.recorded_through and p.recorded_at <= ${recordedAt}`;
