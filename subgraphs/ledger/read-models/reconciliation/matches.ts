import { sql } from 'kysely';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Account } from '../../domain/account/account.ts';
import type { MatchRule, Reconciliation } from '../../domain/reconciliation/reconciliation.ts';
import { type ImportedLine, joinSides, type LineRow, SIDES, toLine } from './sides.ts';

/** A line and the transaction it is. */
export interface ReconciliationMatch {
  readonly line: ImportedLine;
  readonly transactionId: string;
  readonly rule: MatchRule;
}

export type ReconciliationMatchConnection = Connection<ReconciliationMatch>;

const byLine = keyset('matches', ['bigint']);

interface MatchRow extends LineRow {
  readonly transaction_id: string;
  readonly rule: MatchRule;
}

/** What was matched, in the order of the statement's lines. */
export async function listMatches(
  reader: Reader,
  reconciliation: Reconciliation,
  account: Account,
  pageArguments: PageArguments,
): Promise<ReconciliationMatchConnection> {
  const page = parsePage(pageArguments, byLine);
  const rows = await reader.query<MatchRow>(sql`
    select ${SIDES}, x.rule from reconciliation_match x ${joinSides(reader, reconciliation)}
    where x.tenant_id = ${reader.tenantId} and x.reconciliation_id = ${reconciliation.id}
      and x.line_number > ${page.after?.[0] ?? 0n}::bigint
    order by x.line_number limit ${page.limit + 1}`);
  return connectionOf({
    rows: rows.map((row) => ({
      line: toLine(row, account),
      transactionId: row.transaction_id,
      rule: row.rule,
    })),
    page,
    keys: byLine,
    keyOf: ({ line }) => [BigInt(line.number)] as const,
    count: async () => reconciliation.matchedCount,
  });
}
