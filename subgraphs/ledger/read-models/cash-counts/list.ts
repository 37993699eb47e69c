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
import type { CashCount } from '../../domain/cash/cashCount.ts';
import { type CashCountRow, SELECT_COUNT, toCashCount } from '../../storage/stores/cashCounts.ts';

export type CashCountConnection = Connection<CashCount>;

/** No two counts of a book are recorded at the same instant. */
const byCountedAt = keyset('cashCounts', ['bigint']);

/** The counts of a cash point, the last one first. */
export async function listCashCounts(
  reader: Reader,
  cashPointId: string,
  pageArguments: PageArguments,
): Promise<CashCountConnection> {
  const page = parsePage(pageArguments, byCountedAt);
  const before = page.after?.[0] ?? null;
  const rows = await reader.query<CashCountRow>(sql`
    ${SELECT_COUNT}
    where n.tenant_id = ${reader.tenantId} and n.cash_point_id = ${cashPointId}
      and (${before}::bigint is null or n.counted_at < ${before}::bigint)
    order by n.counted_at desc limit ${page.limit + 1}`);
  return connectionOf({
    rows: rows.map(toCashCount),
    page,
    keys: byCountedAt,
    keyOf: ({ countedAt }) => [countedAt] as const,
    count: () => count(reader, cashPointId),
  });
}

async function count(reader: Reader, cashPointId: string): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(sql`
    select count(*) as n from cash_count where tenant_id = ${reader.tenantId} and cash_point_id = ${cashPointId}`);
  return Number(present(row, 'a count has one row').n);
}
