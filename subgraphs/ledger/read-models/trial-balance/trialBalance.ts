import { sql } from 'kysely';
import { notFound } from 'platform/errors/errors';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { TenantId } from 'platform/kernel/ids';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { AsOf, PointOfView } from '../balance/balance.ts';
import { settledView } from '../balance/view.ts';

/** A book from one point of view: what is asked of it later is read from that same view. */
export interface TrialBalance {
  readonly ledgerId: string;
  readonly asOf: AsOf;
}

/** The sums of all accounts of one currency. */
export interface TrialBalanceTotal {
  readonly currency: CurrencyCode;
  readonly debits: Money;
  readonly credits: Money;
}

/** Fails with NOT_FOUND for a book that does not exist, and with BAD_USER_INPUT for a recordedAt in the future. */
export async function openTrialBalance(
  unitOfWork: RunUnitOfWork,
  tenantId: TenantId,
  ledgerId: string,
  at: PointOfView,
): Promise<TrialBalance> {
  const asOf = await unitOfWork(tenantId, (uow) => settledView(uow, ledgerId, at));
  if (!asOf) throw notFound('There is no book of that id.');
  return { ledgerId, asOf };
}

interface TotalRow {
  readonly currency: CurrencyCode;
  readonly debits: string;
  readonly credits: string;
}

/** The totals by currency, of all currencies in which something was recorded. */
export async function readTotals(
  unitOfWork: RunUnitOfWork,
  tenantId: TenantId,
  { ledgerId, asOf }: TrialBalance,
): Promise<TrialBalanceTotal[]> {
  const rows = await unitOfWork(tenantId, (uow) =>
    uow.query<TotalRow>(sql`
      select a.currency,
             coalesce(sum(p.debit) filter (where p.effective_at <= ${asOf.effectiveAt}), 0) as debits,
             coalesce(sum(p.credit) filter (where p.effective_at <= ${asOf.effectiveAt}), 0) as credits
      from account a join posting p on p.tenant_id = a.tenant_id and p.account_id = a.id
      where a.tenant_id = ${tenantId} and a.ledger_id = ${ledgerId} and p.recorded_at <= ${asOf.recordedAt}
      group by a.currency order by a.currency`),
  );
  return rows.map(({ currency, debits, credits }) => ({
    currency,
    debits: moneyOf(BigInt(debits), currency),
    credits: moneyOf(BigInt(credits), currency),
  }));
}
