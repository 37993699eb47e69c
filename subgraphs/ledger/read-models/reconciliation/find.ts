import { type RawBuilder, sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { AccountId, LedgerId } from '../../domain/account/account.ts';
import type { Reconciliation, ReconciliationId } from '../../domain/reconciliation/reconciliation.ts';

interface ReconciliationRow {
  readonly id: ReconciliationId;
  readonly ledger_id: LedgerId;
  readonly account_id: AccountId;
  readonly recorded_at: bigint;
  readonly from_at: bigint;
  readonly to_at: bigint;
  readonly date_window_days: number;
  readonly known_at: bigint;
  readonly opening_balance: string | null;
  readonly closing_balance: string | null;
  readonly line_count: number;
  readonly matched_count: number;
  readonly break_count: number;
}

/** The reconciliation of that id; null when there is none. */
export async function findReconciliation(reader: Reader, id: string): Promise<Reconciliation | null> {
  const [found] = await selectReconciliations(reader, sql`r.id = ${id}`);
  return found ?? null;
}

/** The reconciliations `r` for which a condition holds, and what comes after it. */
export async function selectReconciliations(
  { tenantId, query }: Reader,
  condition: RawBuilder<unknown>,
): Promise<Reconciliation[]> {
  const rows = await query<ReconciliationRow>(sql`
    select r.* from reconciliation r where r.tenant_id = ${tenantId} and ${condition}`);
  return rows.map((row) => ({
    id: row.id,
    ledgerId: row.ledger_id,
    accountId: row.account_id,
    recordedAt: instantOf(row.recorded_at),
    from: instantOf(row.from_at),
    to: instantOf(row.to_at),
    dateWindowDays: row.date_window_days,
    knownAt: instantOf(row.known_at),
    openingBalance: minorOf(row.opening_balance),
    closingBalance: minorOf(row.closing_balance),
    lineCount: row.line_count,
    matchedCount: row.matched_count,
    breakCount: row.break_count,
  }));
}

const minorOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
