import { sql } from 'kysely';
import type { RecordedEvent } from 'platform/event-store/events';
import { type EventRow, SELECT_EVENT, toRecordedEvent } from 'platform/event-store/rows';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import { present } from 'platform/kernel/assert';
import type { Reader } from 'platform/tenancy/unit-of-work';

export type QuotaHistoryConnection = Connection<RecordedEvent>;

/** Versions are counted in each stream. */
const byVersion = keyset('quota-history', ['bigint']);

/** The audit trail of a policy or an override: its stream holds nothing else. */
export async function listHistory(
  reader: Reader,
  stream: string,
  pageArguments: PageArguments,
): Promise<QuotaHistoryConnection> {
  const page = parsePage(pageArguments, byVersion);
  const after = page.after?.[0] ?? 0n;
  const rows = await reader.query<EventRow>(sql`
    ${SELECT_EVENT}
    where tenant_id = ${reader.tenantId} and stream = ${stream} and version > ${after}::bigint
    order by version limit ${page.limit + 1}`);
  return connectionOf({
    rows: rows.map(toRecordedEvent),
    page,
    keys: byVersion,
    keyOf: ({ version }) => [BigInt(version)] as const,
    count: () => count(reader, stream),
  });
}

async function count(reader: Reader, stream: string): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(sql`
    select count(*) as n from event where tenant_id = ${reader.tenantId} and stream = ${stream}`);
  return Number(present(row, 'a count has one row').n);
}
