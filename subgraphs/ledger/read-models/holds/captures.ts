import { sql } from 'kysely';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { holdCaptured } from '../../contract/events.ts';

/** What captured the given holds, in order: hold id → transaction ids. */
export async function findCaptures(
  reader: Reader,
  holdIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await reader.query<{ stream: string; ids: string[] }>(sql`
    select stream, array_agg(data->'transaction'->>'id' order by version) as ids from event
    where tenant_id = ${reader.tenantId} and stream = any(${holdIds}::text[]) and type = ${holdCaptured.type}
    group by stream`);
  return new Map(rows.map(({ stream, ids }) => [stream, ids]));
}
