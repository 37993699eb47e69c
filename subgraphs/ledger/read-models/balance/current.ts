import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { type AccountType, normalSideOf } from '../../domain/account/account.ts';
import { type Balance, balanceOf } from './balance.ts';

interface CurrentRow {
  readonly id: string;
  readonly type: AccountType;
  readonly currency: CurrencyCode;
  readonly recorded_at: bigint;
  readonly effective_at: bigint;
  readonly debits: string;
  readonly credits: string;
  readonly future_debits: string;
  readonly future_credits: string;
  readonly pending_debits: string;
  readonly pending_credits: string;
}

/**
 * Balances as of now, from the balance rows; what was ahead of a row and has begun to count since is added to it, what
 * has expired since is taken off. One
 * statement, so that rows and clock are of one snapshot.
 */
export async function currentBalances(
  reader: Reader,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Balance>> {
  const rows = await reader.query<CurrentRow>(sql`
    select a.id, a.type, a.currency, l.last_recorded_at as recorded_at, now.at as effective_at,
           b.debits + due.debits as debits, b.credits + due.credits as credits,
           b.future_debits - due.debits as future_debits, b.future_credits - due.credits as future_credits,
           b.pending_debits - due.pending_debits as pending_debits,
           b.pending_credits - due.pending_credits as pending_credits
    from account a
    join ledger l on l.tenant_id = a.tenant_id and l.id = a.ledger_id
    join balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
    cross join lateral (
      select greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, l.last_recorded_at)) as now (at)
    cross join lateral (
      select coalesce(sum(f.debits), 0) as debits, coalesce(sum(f.credits), 0) as credits,
             coalesce(sum(f.pending_debits), 0) as pending_debits,
             coalesce(sum(f.pending_credits), 0) as pending_credits
      from future_change f
      where b.next_change_at <= now.at
        and f.tenant_id = a.tenant_id and f.account_id = a.id and f.effective_at <= now.at) as due
    where a.tenant_id = ${reader.tenantId} and a.id = any(${accountIds}::text[])`);
  return new Map(rows.map((row) => [row.id, toBalance(row)]));
}

const toBalance = (row: CurrentRow): Balance =>
  balanceOf(
    normalSideOf(row.type),
    row.currency,
    {
      debits: BigInt(row.debits),
      credits: BigInt(row.credits),
      futureDebits: BigInt(row.future_debits),
      futureCredits: BigInt(row.future_credits),
      pendingDebits: BigInt(row.pending_debits),
      pendingCredits: BigInt(row.pending_credits),
    },
    { effectiveAt: instantOf(row.effective_at), recordedAt: instantOf(row.recorded_at) },
  );
