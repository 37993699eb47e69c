import { sql } from 'kysely';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import { type Money, moneyOf } from 'platform/kernel/money';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Account } from '../../domain/account/account.ts';
import type { BreakReason, Reconciliation } from '../../domain/reconciliation/reconciliation.ts';
import { type ImportedLine, joinSides, type LineRow, SIDES, toLine } from './sides.ts';

/** Where statement and book differ. */
export interface ReconciliationBreak {
  readonly number: number;
  readonly reason: BreakReason;
  readonly line: ImportedLine | null;
  readonly transactionId: string | null;
  /** What the statement says less what the book says. */
  readonly difference: Money;
}

export type ReconciliationBreakConnection = Connection<ReconciliationBreak>;

const byNumber = keyset('breaks', ['bigint']);

interface BreakRow extends Omit<LineRow, 'line_number'> {
  readonly number: number;
  readonly reason: BreakReason;
  readonly line_number: number | null;
  readonly transaction_id: string | null;
  readonly difference: string;
}

/** The breaks: of the balances, then of the lines in their order, then the postings that no line is about. */
export async function listBreaks(
  reader: Reader,
  reconciliation: Reconciliation,
  account: Account,
  pageArguments: PageArguments,
): Promise<ReconciliationBreakConnection> {
  const page = parsePage(pageArguments, byNumber);
  const rows = await reader.query<BreakRow>(sql`
    select ${SIDES}, x.number, x.reason, x.difference
    from reconciliation_break x ${joinSides(reader, reconciliation)}
    where x.tenant_id = ${reader.tenantId} and x.reconciliation_id = ${reconciliation.id}
      and x.number > ${page.after?.[0] ?? 0n}::bigint
    order by x.number limit ${page.limit + 1}`);
  return connectionOf({
    rows: rows.map((row) => toBreak(row, account)),
    page,
    keys: byNumber,
    keyOf: ({ number }) => [BigInt(number)] as const,
    count: async () => reconciliation.breakCount,
  });
}

const toBreak = (row: BreakRow, account: Account): ReconciliationBreak => ({
  number: row.number,
  reason: row.reason,
  line: row.line_number === null ? null : toLine({ ...row, line_number: row.line_number }, account),
  transactionId: row.transaction_id,
  difference: moneyOf(BigInt(row.difference), account.currency),
});
