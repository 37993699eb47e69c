import type pg from 'pg';
import type { HoldState } from '../../../domain/hold/hold.ts';
import { type HoldRow, toHold } from '../../stores/holds.ts';

/** The holds that a batch goes on with. The book's lock keeps them as they are. */
export async function readHolds(
  client: pg.Client,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HoldState>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<HoldRow>('select * from hold where tenant_id = $1 and id = any($2)', [
    tenantId,
    ids,
  ]);
  return new Map(rows.map((row) => [row.id, toHold(row)]));
}
