import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { moneyOf, type WireMoney } from 'platform/kernel/money';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../../domain/account/account.ts';
import { type CashCount, type CashCountId, denominationsFromWire } from '../../domain/cash/cashCount.ts';
import type { CashPointId } from '../../domain/cash/cashPoint.ts';
import type { TransactionId } from '../../domain/transaction/transaction.ts';

export interface CashCountRow {
  readonly id: CashCountId;
  readonly ledger_id: LedgerId;
  readonly cash_point_id: CashPointId;
  readonly currency: CurrencyCode;
  readonly expected: string;
  readonly counted: string;
  readonly denominations: { readonly value: WireMoney; readonly count: number }[] | null;
  readonly description: string | null;
  readonly transaction_id: TransactionId | null;
  readonly counted_at: bigint;
}

/** Counts `n`, each with its book and currency; a condition on them comes next. */
export const SELECT_COUNT = sql`
  select n.*, c.ledger_id, a.currency
  from cash_count n
  join cash_point c on c.tenant_id = n.tenant_id and c.id = n.cash_point_id
  join account a on a.tenant_id = c.tenant_id and a.id = c.account_id`;

/** The counts of those ids, in no order. */
export async function findCashCounts(reader: Reader, ids: readonly string[]): Promise<CashCount[]> {
  const rows = await reader.query<CashCountRow>(sql`
    ${SELECT_COUNT} where n.tenant_id = ${reader.tenantId} and n.id = any(${ids}::text[])`);
  return rows.map(toCashCount);
}

/** The last count of each of those cash points that was ever counted. */
export async function findLastCounts(reader: Reader, cashPointIds: readonly string[]): Promise<CashCount[]> {
  const rows = await reader.query<CashCountRow>(sql`
    ${SELECT_COUNT}
    where n.tenant_id = ${reader.tenantId} and n.cash_point_id = any(${cashPointIds}::text[])
      and n.counted_at = (
        select max(counted_at) from cash_count
        where tenant_id = n.tenant_id and cash_point_id = n.cash_point_id)`);
  return rows.map(toCashCount);
}

export const toCashCount = (row: CashCountRow): CashCount => ({
  id: row.id,
  ledgerId: row.ledger_id,
  cashPointId: row.cash_point_id,
  expected: moneyOf(BigInt(row.expected), row.currency),
  counted: moneyOf(BigInt(row.counted), row.currency),
  denominations: row.denominations && denominationsFromWire(row.denominations),
  description: row.description,
  transactionId: row.transaction_id,
  countedAt: instantOf(row.counted_at),
});
