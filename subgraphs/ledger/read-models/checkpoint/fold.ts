import type pg from 'pg';
import { GROWTH, LAST_LEVEL } from './blocks.ts';

/** An account of a tenant. */
export type AccountKey = readonly [tenantId: string, accountId: string];

/**
 * Folds the next stretch of an account, as part of the caller's transaction. False when there are fewer postings than
 * a stretch after the last checkpoint. What is recorded later is recorded at a later instant, so the stretch is final.
 */
export async function foldStretch(
  client: pg.ClientBase,
  account: AccountKey,
  stretch: number,
): Promise<boolean> {
  const { rows } = await client.query<{ stretches: number }>({
    name: 'checkpoint',
    text: CHECKPOINT,
    values: [...account, stretch],
  });
  const [made] = rows;
  if (!made) return false;
  await client.query({ name: 'first-level', text: FIRST_LEVEL, values: [...account] });
  for (let level = 1; level <= LAST_LEVEL && made.stretches % GROWTH ** level === 0; level += 1) {
    const block = made.stretches / GROWTH ** level - 1;
    await client.query({ name: 'merge', text: MERGE, values: [...account, level, block, GROWTH] });
  }
  return true;
}

const CHECKPOINT = `
  with last as (
    select * from checkpoint where tenant_id = $1 and account_id = $2 order by recorded_through desc limit 1
  ), span as (
    select coalesce((select recorded_through from last), -1) as after,
           (select recorded_at from posting
            where tenant_id = $1 and account_id = $2
              and recorded_at > coalesce((select recorded_through from last), -1)
            order by recorded_at, n offset $3::int - 1 limit 1) as through
  ), added as (
    select sums.* from span cross join lateral (
      select count(*) filter (where effective_at = recorded_at) as in_order_postings,
             coalesce(sum(debit) filter (where effective_at = recorded_at), 0) as in_order_debits,
             coalesce(sum(credit) filter (where effective_at = recorded_at), 0) as in_order_credits,
             sum(debit) as debits, sum(credit) as credits
      from posting
      where tenant_id = $1 and account_id = $2 and recorded_at > span.after and recorded_at <= span.through
    ) sums
  )
  insert into checkpoint (tenant_id, account_id, recorded_through, recorded_after, stretches, in_order_postings,
                          in_order_debits, in_order_credits, debits, credits)
  select $1, $2, span.through, span.after, coalesce(last.stretches, 0) + 1, added.in_order_postings,
         coalesce(last.in_order_debits, 0) + added.in_order_debits,
         coalesce(last.in_order_credits, 0) + added.in_order_credits,
         coalesce(last.debits, 0) + added.debits, coalesce(last.credits, 0) + added.credits
  from span cross join added left join last on true
  where span.through is not null
  returning stretches`;

/** `offset 0`: the stretch is found by its ends, whatever the planner knows of the table. */
const FIRST_LEVEL = `
  insert into out_of_order_sum (tenant_id, account_id, level, block, effective_at, debits, credits)
  select $1, $2, 0, last.stretches - 1, p.effective_at, sum(sum(p.debit)) over by_time, sum(sum(p.credit)) over by_time
  from (
    select * from checkpoint where tenant_id = $1 and account_id = $2 order by recorded_through desc limit 1
  ) last
  cross join lateral (
    select effective_at, recorded_at, debit, credit from posting
    where tenant_id = $1 and account_id = $2
      and recorded_at > last.recorded_after and recorded_at <= last.recorded_through
    offset 0
  ) p
  where p.effective_at <> p.recorded_at
  group by last.stretches, p.effective_at window by_time as (order by p.effective_at)`;

/** Sums of several blocks: what each adds at an instant, added up anew. */
const MERGE = `
  with change as (
    select effective_at, debits - lag(debits, 1, 0::numeric) over one as debits,
           credits - lag(credits, 1, 0::numeric) over one as credits
    from out_of_order_sum
    where tenant_id = $1 and account_id = $2 and level = $3::int - 1
      and block >= $4::int * $5::int and block < ($4::int + 1) * $5::int
    window one as (partition by block order by effective_at)
  )
  insert into out_of_order_sum (tenant_id, account_id, level, block, effective_at, debits, credits)
  select $1, $2, $3, $4, effective_at, sum(sum(debits)) over by_time, sum(sum(credits)) over by_time
  from change group by effective_at window by_time as (order by effective_at)`;
