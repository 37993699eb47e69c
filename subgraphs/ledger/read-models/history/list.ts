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

export type AccountHistoryConnection = Connection<RecordedEvent>;

/** Versions are counted in each stream. */
const byVersion = keyset('history', ['bigint']);

/** An account's life cycle, from its opening on: its stream holds nothing else. */
export async function listHistory(
  reader: Reader,
  accountId: string,
  pageArguments: PageArguments,
): Promise<AccountHistoryConnection> {
  const page = parsePage(pageArguments, byVersion);
  const after = page.after?.[0] ?? 0n;
  const rows = await reader.query<EventRow>(sql`
    ${SELECT_EVENT}
    where tenant_id = ${reader.tenantId} and stream = ${accountId} and version > ${after}::bigint
    order by version limit ${page.limit + 1}`);
  return connectionOf({
    rows: rows.map(toRecordedEvent),
    page,
    keys: byVersion,
    keyOf: ({ version }) => [BigInt(version)] as const,
    count: () => count(reader, accountId),
  });
}

async function count(reader: Reader, accountId: string): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(sql`
    select count(*) as n from event where tenant_id = ${reader.tenantId} and stream = ${accountId}`);
  return Number(present(row, 'a count has one row').n);
}
