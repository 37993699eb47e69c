import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { moneyOf } from 'platform/kernel/money';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { AccountId, LedgerId } from '../../domain/account/account.ts';
import type { HoldId, HoldState } from '../../domain/hold/hold.ts';

export interface HoldRow {
  readonly id: HoldId;
  readonly ledger_id: LedgerId;
  readonly debit_account_id: AccountId;
  readonly credit_account_id: AccountId;
  readonly currency: CurrencyCode;
  readonly amount: string;
  readonly captured: string;
  readonly placed_at: bigint;
  readonly expires_at: bigint;
  readonly settled_as: 'CAPTURED' | 'RELEASED' | null;
  readonly settled_at: bigint | null;
  readonly description: string | null;
  readonly reference: string | null;
  readonly version: number;
}

/** The holds of those ids, in no order. */
export async function findHolds(reader: Reader, ids: readonly string[]): Promise<HoldState[]> {
  const rows = await reader.query<HoldRow>(
    sql`select * from hold where tenant_id = ${reader.tenantId} and id = any(${ids}::text[])`,
  );
  return rows.map(toHold);
}

export const toHold = (row: HoldRow): HoldState => ({
  id: row.id,
  ledgerId: row.ledger_id,
  debitAccountId: row.debit_account_id,
  creditAccountId: row.credit_account_id,
  amount: moneyOf(BigInt(row.amount), row.currency),
  captured: BigInt(row.captured),
  placedAt: instantOf(row.placed_at),
  expiresAt: instantOf(row.expires_at),
  settled:
    row.settled_as && row.settled_at !== null
      ? { as: row.settled_as, at: instantOf(row.settled_at) }
      : undefined,
  description: row.description,
  reference: row.reference,
  version: row.version,
});
