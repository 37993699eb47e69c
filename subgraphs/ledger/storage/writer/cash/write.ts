import type pg from 'pg';
import { type CashCount, denominationsToWire } from '../../../domain/cash/cashCount.ts';

/** The counts of a batch. */
export function writeCounts(
  client: pg.Client,
  tenantId: string,
  counts: readonly CashCount[],
): Promise<unknown>[] {
  if (counts.length === 0) return [];
  return [insertCounts(client, tenantId, counts), insertIntoJournal(client, tenantId, counts)];
}

const insertCounts = (client: pg.Client, tenantId: string, counts: readonly CashCount[]) =>
  client.query(
    `insert into cash_count (tenant_id, cash_point_id, counted_at, id, expected, counted, denominations, description,
                             transaction_id)
     select $1, * from unnest($2::text[], $3::bigint[], $4::text[], $5::numeric[], $6::numeric[], $7::json[], $8::text[],
                              $9::text[])`,
    [
      tenantId,
      counts.map(({ cashPointId }) => cashPointId),
      counts.map(({ countedAt }) => countedAt),
      counts.map(({ id }) => id),
      counts.map(({ expected }) => expected.minor),
      counts.map(({ counted }) => counted.minor),
      counts.map(({ denominations }) => denominations && JSON.stringify(denominationsToWire(denominations))),
      counts.map(({ description }) => description),
      counts.map(({ transactionId }) => transactionId),
    ],
  );

const insertIntoJournal = (client: pg.Client, tenantId: string, counts: readonly CashCount[]) =>
  client.query(
    `insert into journal (tenant_id, ledger_id, recorded_at, stream, version)
     select $1, *, 1 from unnest($2::text[], $3::bigint[], $4::text[])`,
    [
      tenantId,
      counts.map(({ ledgerId }) => ledgerId),
      counts.map(({ countedAt }) => countedAt),
      counts.map(({ id }) => id),
    ],
  );
