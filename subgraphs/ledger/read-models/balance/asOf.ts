import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { type AccountType, normalSideOf } from '../../domain/account/account.ts';
import { type Balance, balanceOf, type PointOfView } from './balance.ts';
import { postedSums } from './postedSums.ts';
import { viewOfBook } from './view.ts';

interface AsOfRow {
  readonly id: string;
  readonly type: AccountType;
  readonly currency: CurrencyCode;
  readonly effective_at: bigint;
  readonly recorded_at: bigint;
  readonly debits: string;
  readonly credits: string;
  readonly all_debits: string;
  readonly all_credits: string;
  readonly pending_debits: string;
  readonly pending_credits: string;
}

/** Balances from a point of view that is settled. A past answer never changes. */
export async function balancesAsOf(
  reader: Reader,
  accountIds: readonly string[],
  at: PointOfView,
): Promise<ReadonlyMap<string, Balance>> {
  const sums = postedSums({
    tenantId: sql`a.tenant_id`,
    accountId: sql`a.id`,
    effectiveAt: sql`view.effective_at`,
    recordedAt: sql`view.recorded_at`,
  });
  const rows = await reader.query<AsOfRow>(sql`
    select a.id, a.type, a.currency, view.effective_at, view.recorded_at, total.*, promised.*
    from account a
    join ledger l on l.tenant_id = a.tenant_id and l.id = a.ledger_id
    cross join lateral (${viewOfBook(at)}) as view (effective_at, recorded_at)
    cross join lateral (${sums}) as total
    cross join lateral (${PROMISED}) as promised
    where a.tenant_id = ${reader.tenantId} and a.id = any(${accountIds}::text[])`);
  return new Map(rows.map((row) => [row.id, toBalance(row)]));
}

/** What holds promise on an account: recorded by then, begun by then, and not expired then. */
const PROMISED = sql`
  select coalesce(sum(h.debits), 0) as pending_debits, coalesce(sum(h.credits), 0) as pending_credits
  from pending h
  where h.tenant_id = a.tenant_id and h.account_id = a.id and h.expires_at > view.effective_at
    and h.recorded_at <= least(view.recorded_at, view.effective_at)`;

/** On the outgoing side all that is recorded counts, whatever its effectiveAt. */
const toBalance = (row: AsOfRow): Balance => {
  const debits = BigInt(row.debits);
  const credits = BigInt(row.credits);
  return balanceOf(
    normalSideOf(row.type),
    row.currency,
    {
      debits,
      credits,
      futureDebits: BigInt(row.all_debits) - debits,
      futureCredits: BigInt(row.all_credits) - credits,
      pendingDebits: BigInt(row.pending_debits),
      pendingCredits: BigInt(row.pending_credits),
    },
    { effectiveAt: instantOf(row.effective_at), recordedAt: instantOf(row.recorded_at) },
  );
};
