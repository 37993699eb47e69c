import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { type AccountType, normalSideOf } from '../../domain/account/account.ts';
import { type Balance, balanceOf, type PointOfView } from './balance.ts';
import { booksOf, settleThrough } from './settle.ts';
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
}

/** Balances as they were known at some recordedAt, added up from the postings. A past answer never changes. */
export async function balancesAsOf(
  uow: UnitOfWork,
  accountIds: readonly string[],
  at: PointOfView,
): Promise<ReadonlyMap<string, Balance>> {
  const { recordedAt = null } = at;
  if (recordedAt !== null) await settleThrough(uow, booksOf(uow, accountIds), recordedAt);
  const rows = await uow.query<AsOfRow>(sql`
    select a.id, a.type, a.currency, view.effective_at, view.recorded_at, total.*
    from account a
    join ledger l on l.tenant_id = a.tenant_id and l.id = a.ledger_id
    cross join lateral (${viewOfBook(at)}) as view (effective_at, recorded_at)
    cross join lateral (
      select coalesce(sum(p.debit) filter (where p.effective_at <= view.effective_at), 0) as debits,
             coalesce(sum(p.credit) filter (where p.effective_at <= view.effective_at), 0) as credits,
             coalesce(sum(p.debit), 0) as all_debits, coalesce(sum(p.credit), 0) as all_credits
      from posting p
      where p.tenant_id = a.tenant_id and p.account_id = a.id and p.recorded_at <= view.recorded_at) as total
    where a.tenant_id = ${uow.tenantId} and a.id = any(${accountIds}::text[])`);
  return new Map(rows.map((row) => [row.id, toBalance(row)]));
}

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
      pendingDebits: 0n,
      pendingCredits: 0n,
    },
    { effectiveAt: instantOf(row.effective_at), recordedAt: instantOf(row.recorded_at) },
  );
};
