import { sql } from 'kysely';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { inOrderLines } from './inOrder.ts';
import { outOfOrderLines } from './outOfOrder.ts';
import type { LinePosition, StatementView } from './view.ts';

export interface LineRow {
  readonly transaction_id: string;
  readonly effective_at: bigint;
  readonly recorded_at: bigint;
  readonly n: number;
  readonly debit: string;
  readonly credit: string;
}

/**
 * Up to `limit` lines after a place, as they became effective; of one instant, as they were recorded. The first ones in
 * order and the first ones out of order are found apart: each has an index in the order of lines.
 * (`offset 0`: each transaction is looked up by its key, whatever the planner knows of the table.)
 */
export const readLines = (
  reader: Reader,
  view: StatementView,
  after: LinePosition | undefined,
  limit: number,
): Promise<LineRow[]> =>
  reader.query<LineRow>(sql`
    select t.id as transaction_id, line.*
    from (
      select * from (
        (${inOrderLines(reader, view, after, limit)}) union all (${outOfOrderLines(reader, view, after, limit)})
      ) as found
      order by effective_at, recorded_at, n limit ${limit}) as line
    cross join lateral (
      select id from transaction
      where tenant_id = ${reader.tenantId} and ledger_id = ${view.account.ledgerId} and recorded_at = line.recorded_at
      offset 0) as t
    order by line.effective_at, line.recorded_at, line.n`);

export async function countLines(
  reader: Reader,
  { account, from, end, recordedAt }: StatementView,
): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(sql`
    select count(*) as n from posting p
    where p.tenant_id = ${reader.tenantId} and p.account_id = ${account.id} and p.recorded_at <= ${recordedAt}
      and p.effective_at >= ${from} and p.effective_at < ${end}`);
  return Number(row?.n ?? 0);
}
