import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Account } from '../../domain/account/account.ts';
import type { ExternalLine, Reconciliation } from '../../domain/reconciliation/reconciliation.ts';

/** A line as it was imported. */
export interface ImportedLine extends Omit<ExternalLine, 'minor'> {
  /** By how much the account grew, on its normal side. */
  readonly amount: Money;
}

/** The columns of both sides, for `toLine` and the transaction's id. */
export const SIDES = sql`
  l.number as line_number, l.reference, l.minor, l.date, l.description, l.external_id, t.id as transaction_id`;

/** Joins both sides to rows `x`: the line by `x.line_number`, the transaction by `x.posting_recorded_at`. */
export const joinSides = ({ tenantId }: Reader, { id, ledgerId }: Reconciliation) => sql`
  left join external_line l
    on l.tenant_id = ${tenantId} and l.reconciliation_id = ${id} and l.number = x.line_number
  left join transaction t
    on t.tenant_id = ${tenantId} and t.ledger_id = ${ledgerId} and t.recorded_at = x.posting_recorded_at`;

export interface LineRow {
  readonly line_number: number;
  readonly reference: string | null;
  readonly minor: string;
  readonly date: bigint;
  readonly description: string | null;
  readonly external_id: string | null;
}

export const toLine = (row: LineRow, { currency }: Pick<Account, 'currency'>): ImportedLine => ({
  number: row.line_number,
  reference: row.reference,
  amount: moneyOf(BigInt(row.minor), currency),
  date: instantOf(row.date),
  description: row.description,
  externalId: row.external_id,
});
