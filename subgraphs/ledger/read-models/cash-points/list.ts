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
import type { CashPoint } from '../../domain/cash/cashPoint.ts';
import { selectCashPoints } from '../../storage/stores/cashPoints.ts';

export type CashPointConnection = Connection<CashPoint>;

/** Names may be shared; ids begin with the time at which they were made. */
const byId = keyset('cashPoints', ['text']);

/** The cash points of a book, by id. */
export async function listCashPoints(
  reader: Reader,
  ledgerId: string,
  pageArguments: PageArguments,
): Promise<CashPointConnection> {
  const page = parsePage(pageArguments, byId);
  const after = page.after?.[0] ?? '';
  const rows = await selectCashPoints(
    reader,
    sql`c.ledger_id = ${ledgerId} and c.id > ${after} order by c.id limit ${page.limit + 1}`,
  );
  return connectionOf({
    rows,
    page,
    keys: byId,
    keyOf: ({ id }) => [id] as const,
    count: () => count(reader, ledgerId),
  });
}

async function count(reader: Reader, ledgerId: string): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(sql`
    select count(*) as n from cash_point where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId}`);
  return Number(present(row, 'a count has one row').n);
}
