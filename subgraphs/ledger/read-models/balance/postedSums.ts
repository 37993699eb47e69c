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
export const postedSums = ({ tenantId, accountId, effectiveAt, recordedAt }: SumsOf) => {
  const ofAccount = (table: string) =>
    sql`${sql.ref(`${table}.tenant_id`)} = ${tenantId} and ${sql.ref(`${table}.account_id`)} = ${accountId}`;
  const lastCheckpoint = (by: RawBuilder<unknown>) => sql`
    select * from checkpoint c where ${ofAccount('c')} and c.recorded_through <= ${by}
    order by c.recorded_through desc limit 1`;
  return sql`
    select coalesce(counted.in_order_debits, 0) + in_order.debits + out_of_order.debits + recent.debits as debits,
           coalesce(counted.in_order_credits, 0) + in_order.credits + out_of_order.credits + recent.credits as credits,
           coalesce(known.debits, 0) + recent.all_debits as all_debits,
           coalesce(known.credits, 0) + recent.all_credits as all_credits
    from (values (1)) as one
    left join lateral (${lastCheckpoint(recordedAt)}) known on true
    left join lateral (${lastCheckpoint(sql`least(${effectiveAt}, known.recorded_through)`)}) counted
      on known.recorded_through is not null
    cross join lateral (
      select coalesce(sum(p.debit), 0) as debits, coalesce(sum(p.credit), 0) as credits
      from posting p
      where ${ofAccount('p')} and p.effective_at = p.recorded_at
        and p.recorded_at > coalesce(counted.recorded_through, -1)
        and p.recorded_at <= least(${effectiveAt}, coalesce(known.recorded_through, -1))) in_order
    cross join lateral (
      select coalesce(sum(s.debits), 0) as debits, coalesce(sum(s.credits), 0) as credits
      from (${blocksOf(sql`coalesce(known.stretches, 0)`)}) b
      cross join lateral (
        select s.debits, s.credits from out_of_order_sum s
        where ${ofAccount('s')} and s.level = b.level and s.block = b.block and s.effective_at <= ${effectiveAt}
        order by s.effective_at desc limit 1) s) out_of_order
    cross join lateral (
      select coalesce(sum(p.debit) filter (where p.effective_at <= ${effectiveAt}), 0) as debits,
             coalesce(sum(p.credit) filter (where p.effective_at <= ${effectiveAt}), 0) as credits,
             coalesce(sum(p.debit), 0) as all_debits, coalesce(sum(p.credit), 0) as all_credits
      from posting p
      where ${ofAccount('p')} and p.recorded_at > coalesce(known.recorded_through, -1)
        and p.recorded_at <= ${recordedAt}) recent`;
};
