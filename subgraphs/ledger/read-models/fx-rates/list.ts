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
import type { FxRate } from '../../domain/fx/rate.ts';
import { type FxRateRow, fxRateColumns, toFxRate } from '../../storage/stores/fxRates.ts';
import { type Window, within } from '../within.ts';

export interface FxRateFilter extends Window {
  readonly base?: string | null;
  readonly quote?: string | null;
}

export type FxRateConnection = Connection<FxRate>;

/** No two rates of a book are recorded at the same instant. */
const byRecordedAt = keyset('fxRates', ['bigint']);

/** The rates of a book, also those that were superseded, the last recorded first. */
export async function listFxRates(
  reader: Reader,
  ledgerId: string,
  filter: FxRateFilter,
  pageArguments: PageArguments,
): Promise<FxRateConnection> {
  const page = parsePage(pageArguments, byRecordedAt);
  const before = page.after?.[0] ?? null;
  const rows = await reader.query<FxRateRow>(sql`
    select ${fxRateColumns()} ${matching(reader, ledgerId, filter)}
    and (${before}::bigint is null or r.recorded_at < ${before}::bigint)
    order by r.recorded_at desc limit ${page.limit + 1}`);
  return connectionOf({
    rows: rows.map(toFxRate),
    page,
    keys: byRecordedAt,
    keyOf: ({ recordedAt }) => [recordedAt] as const,
    count: () => count(reader, ledgerId, filter),
  });
}

async function count(reader: Reader, ledgerId: string, filter: FxRateFilter): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(
    sql`select count(*) as n ${matching(reader, ledgerId, filter)}`,
  );
  return Number(present(row, 'a count has one row').n);
}

/** Half-open intervals; an absent condition holds for all. */
const matching = ({ tenantId }: Reader, ledgerId: string, filter: FxRateFilter) => sql`
  from fx_rate r
  where r.tenant_id = ${tenantId} and r.ledger_id = ${ledgerId}
    ${filter.base ? sql`and r.base = ${filter.base}` : sql``}
    ${filter.quote ? sql`and r.quote = ${filter.quote}` : sql``}
    ${within('r.effective_at', filter.effectiveFrom, filter.effectiveTo)}
    ${within('r.recorded_at', filter.recordedFrom, filter.recordedTo)}`;
