import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { TenantId } from 'platform/kernel/ids';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import { type AccountType, normalSideOf } from '../../domain/account/account.ts';
import { postedOf } from '../../domain/account/balance.ts';
import { booksOf, settlePassed } from '../balance/settle.ts';
import { type Window, within } from '../within.ts';

/** What moved on an account in a window. */
export interface Volumes {
  readonly debits: Money;
  readonly credits: Money;
  /** On the normal side. */
  readonly net: Money;
}

interface VolumesRow {
  readonly id: string;
  readonly type: AccountType;
  readonly currency: CurrencyCode;
  readonly debits: string;
  readonly credits: string;
}

/** What moved on accounts in one window: account id → volumes. Accounts that do not exist are absent. */
export function readVolumes(
  unitOfWork: RunUnitOfWork,
  tenantId: TenantId,
  accountIds: readonly string[],
  { effectiveFrom, effectiveTo, recordedFrom, recordedTo }: Window,
): Promise<ReadonlyMap<string, Volumes>> {
  return unitOfWork(tenantId, async (uow) => {
    if (recordedTo != null) await settlePassed(uow, booksOf(uow, accountIds), instantOf(recordedTo - 1n));
    const rows = await uow.query<VolumesRow>(sql`
      select a.id, a.type, a.currency, total.*
      from account a
      cross join lateral (
        select coalesce(sum(p.debit), 0) as debits, coalesce(sum(p.credit), 0) as credits
        from posting p
        where p.tenant_id = a.tenant_id and p.account_id = a.id
          ${within('p.effective_at', effectiveFrom, effectiveTo)}
          ${within('p.recorded_at', recordedFrom, recordedTo)}) as total
      where a.tenant_id = ${tenantId} and a.id = any(${accountIds}::text[])`);
    return new Map(rows.map((row) => [row.id, toVolumes(row)]));
  });
}

function toVolumes({ type, currency, debits, credits }: VolumesRow): Volumes {
  const sums = { debits: BigInt(debits), credits: BigInt(credits) };
  return {
    debits: moneyOf(sums.debits, currency),
    credits: moneyOf(sums.credits, currency),
    net: moneyOf(postedOf(normalSideOf(type), sums), currency),
  };
}
