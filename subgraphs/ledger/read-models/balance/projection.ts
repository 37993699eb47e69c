import type pg from 'pg';
import type { RecordedEvent } from 'platform/event-store/events';
import type { Projection } from 'platform/event-store/projection';
import {
  type AccountOpened,
  accountOpened,
  holdCaptured,
  holdPlaced,
  holdReleased,
  type TransactionPosted,
  transactionPosted,
} from '../../contract/events.ts';
import { addPromises } from './promises.ts';

/**
 * Balances from the log: `npm run replay -- balances`. Their versions stay, because they have been published; what is
 * ahead of the clock goes to `future_change`, as when it was posted.
 */
export const balancesProjection: Projection = {
  name: 'balances',
  tables: ['balance', 'future_change'],
  clear: async (client) => {
    await client.query(
      `update balance set debits = 0, credits = 0, future_debits = 0, future_credits = 0,
                          pending_debits = 0, pending_credits = 0, rolled_through = ${NOW}, next_change_at = null`,
    );
    await client.query('delete from future_change');
  },
  apply: async (client, events) => {
    await openBalances(
      client,
      events.filter(({ type }) => type === accountOpened.type),
    );
    await addPostings(
      client,
      events.filter(({ type }) => type === transactionPosted.type),
    );
    await addPromises(
      client,
      events.filter(({ type }) => HOLD_EVENTS.has(type)),
    );
  },
};

const HOLD_EVENTS: ReadonlySet<string> = new Set([holdPlaced.type, holdCaptured.type, holdReleased.type]);

/** The instant of the replay's transaction. */
const NOW = '(extract(epoch from now()) * 1000000)::bigint';

async function openBalances(client: pg.ClientBase, events: readonly RecordedEvent[]): Promise<void> {
  await client.query(
    `insert into balance (tenant_id, account_id, rolled_through)
     select tenant_id, account_id, ${NOW} from unnest($1::text[], $2::text[]) as opened (tenant_id, account_id)
     on conflict do nothing`,
    [events.map(({ tenantId }) => tenantId), events.map(({ data }) => (data as AccountOpened).accountId)],
  );
}

async function addPostings(client: pg.ClientBase, events: readonly RecordedEvent[]): Promise<void> {
  const postings = events.flatMap(({ tenantId, data, effectiveAt, recordedAt }) =>
    (data as unknown as TransactionPosted).postings.map(({ accountId, direction, amount }) => ({
      ...{ tenantId, accountId, effectiveAt, recordedAt },
      debit: direction === 'DEBIT' ? amount.minor : '0',
      credit: direction === 'CREDIT' ? amount.minor : '0',
    })),
  );
  await client.query(
    `with posting as (
       select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::numeric[], $6::numeric[])
         as p (tenant_id, account_id, effective_at, recorded_at, debit, credit)
     ), ahead as (
       insert into future_change (tenant_id, account_id, effective_at, recorded_at, debits, credits)
       select tenant_id, account_id, effective_at, recorded_at, sum(debit), sum(credit) from posting
       where effective_at > ${NOW} group by tenant_id, account_id, effective_at, recorded_at
     ), change as (
       select tenant_id, account_id,
              coalesce(sum(debit) filter (where effective_at <= ${NOW}), 0) as debits,
              coalesce(sum(credit) filter (where effective_at <= ${NOW}), 0) as credits,
              coalesce(sum(debit) filter (where effective_at > ${NOW}), 0) as future_debits,
              coalesce(sum(credit) filter (where effective_at > ${NOW}), 0) as future_credits,
              min(effective_at) filter (where effective_at > ${NOW}) as next_change_at
       from posting group by tenant_id, account_id
     )
     update balance b
     set debits = b.debits + c.debits, credits = b.credits + c.credits,
         future_debits = b.future_debits + c.future_debits, future_credits = b.future_credits + c.future_credits,
         next_change_at = least(b.next_change_at, c.next_change_at)
     from change c where b.tenant_id = c.tenant_id and b.account_id = c.account_id`,
    [
      postings.map(({ tenantId }) => tenantId),
      postings.map(({ accountId }) => accountId),
      postings.map(({ effectiveAt }) => effectiveAt),
      postings.map(({ recordedAt }) => recordedAt),
      postings.map(({ debit }) => debit),
      postings.map(({ credit }) => credit),
    ],
  );
}
