import type pg from 'pg';
import type { RecordedEvent } from 'platform/event-store/events';
import { parseInstant } from 'platform/kernel/clock';
import { type HoldCaptured, type HoldPlaced, type HoldReleased, holdPlaced } from '../../contract/events.ts';

/** What holds promise on the accounts' balances, and when it ends by the clock, from their events. */
export async function addPromises(client: pg.ClientBase, events: readonly RecordedEvent[]): Promise<void> {
  const changes = events.flatMap((event) =>
    promisedBy(event).map((change) => ({ tenantId: event.tenantId, ...change })),
  );
  if (changes.length === 0) return;
  await client.query(
    `with change as (
       select tenant_id, account_id, expires_at, placed_at, sum(debits) as debits, sum(credits) as credits
       from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::numeric[], $6::numeric[])
         as c (tenant_id, account_id, expires_at, placed_at, debits, credits)
       where expires_at > (extract(epoch from now()) * 1000000)::bigint
       group by tenant_id, account_id, expires_at, placed_at
     ), ahead as (
       insert into future_change (tenant_id, account_id, effective_at, recorded_at, debits, credits, pending_debits,
                                  pending_credits)
       select tenant_id, account_id, expires_at, placed_at, 0, 0, debits, credits from change
       on conflict (tenant_id, account_id, effective_at, recorded_at) do update
       set pending_debits = future_change.pending_debits + excluded.pending_debits,
           pending_credits = future_change.pending_credits + excluded.pending_credits
     ), promised as (
       select tenant_id, account_id, sum(debits) as debits, sum(credits) as credits, min(expires_at) as next_change_at
       from change group by tenant_id, account_id
     )
     update balance b
     set pending_debits = b.pending_debits + p.debits, pending_credits = b.pending_credits + p.credits,
         next_change_at = least(b.next_change_at, p.next_change_at)
     from promised p where b.tenant_id = p.tenant_id and b.account_id = p.account_id`,
    [
      changes.map(({ tenantId }) => tenantId),
      changes.map(({ accountId }) => accountId),
      changes.map(({ expiresAt }) => expiresAt),
      changes.map(({ placedAt }) => placedAt),
      changes.map(({ debits }) => debits),
      changes.map(({ credits }) => credits),
    ],
  );
  await client.query(
    'delete from future_change where debits = 0 and credits = 0 and pending_debits = 0 and pending_credits = 0',
  );
}

/** By how much more, or less, is promised on the debit account and on the credit account. */
export function promisedBy({ type, data }: Pick<RecordedEvent, 'type' | 'data'>) {
  const hold = data as unknown as HoldPlaced | HoldCaptured | HoldReleased;
  const [debitAccount = '', creditAccount = ''] = hold.accountIds;
  const instants = { expiresAt: parseInstant(hold.expiresAt), placedAt: parseInstant(hold.placedAt) };
  const pending = type === holdPlaced.type ? BigInt(hold.total.minor) : -endedBy(hold);
  return [
    { ...instants, accountId: debitAccount, debits: pending, credits: 0n },
    { ...instants, accountId: creditAccount, debits: 0n, credits: pending },
  ];
}

/** What was promised before less what is promised after. `captured` is that of all steps, `amount` of this one. */
function endedBy({ status, total, captured, remaining, amount }: HoldCaptured | HoldReleased): bigint {
  const capturedBefore = BigInt(captured.minor) - (status === 'RELEASED' ? 0n : BigInt(amount.minor));
  return BigInt(total.minor) - capturedBefore - BigInt(remaining.minor);
}
