import { sql } from 'kysely';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import { present } from 'platform/kernel/assert';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Reconciliation } from '../../domain/reconciliation/reconciliation.ts';
import { selectReconciliations } from './find.ts';

export type ReconciliationConnection = Connection<Reconciliation>;

/** No two things that happen to a book are recorded at the same instant. */
const byRecordedAt = keyset('reconciliations', ['bigint']);

/** The reconciliations of an account, the last recorded first. */
export async function listReconciliations(
  reader: Reader,
  accountId: string,
  pageArguments: PageArguments,
): Promise<ReconciliationConnection> {
  const page = parsePage(pageArguments, byRecordedAt);
  const before = page.after?.[0] ?? null;
  const rows = await selectReconciliations(
    reader,
    sql`r.account_id = ${accountId} and (${before}::bigint is null or r.recorded_at < ${before}::bigint)
        order by r.recorded_at desc limit ${page.limit + 1}`,
  );
  return connectionOf({
    rows,
    page,
    keys: byRecordedAt,
    keyOf: ({ recordedAt }) => [recordedAt] as const,
    count: () => count(reader, accountId),
  });
}

async function count(reader: Reader, accountId: string): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(sql`
    select count(*) as n from reconciliation where tenant_id = ${reader.tenantId} and account_id = ${accountId}`);
  return Number(present(row, 'a count has one row').n);
}
