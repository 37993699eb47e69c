import { sql } from 'kysely';
import { type TransactionPosted, transactionPosted } from '../../../contract/events.ts';
import type { ProvenRecord } from '../chainFaults.ts';
import { dataOf, type WrittenAlong } from './writtenAlong.ts';

export const postings: WrittenAlong = {
  table: 'posting',
  types: [transactionPosted.type],
  expected: (record) =>
    dataOf<TransactionPosted>(record).postings.map(({ accountId, direction, amount }, n) => ({
      ...{ account_id: accountId, n, effective_at: record.content.effectiveAt },
      debit: direction === 'DEBIT' ? amount.minor : 0,
      credit: direction === 'CREDIT' ? amount.minor : 0,
    })),
  rows: ({ reader }, records) => {
    const touched = records.flatMap((record) =>
      accountsOf(record).map((accountId) => ({ accountId, record })),
    );
    return sql`
      select p.recorded_at, p.account_id, p.n, p.effective_at, p.debit, p.credit
      from unnest(${touched.map(({ accountId }) => accountId)}::text[],
                  ${touched.map(({ record }) => record.recordedAt)}::bigint[]) as touched (account_id, recorded_at)
      join posting p on p.tenant_id = ${reader.tenantId} and p.account_id = touched.account_id
                    and p.recorded_at = touched.recorded_at`;
  },
};

const accountsOf = (record: ProvenRecord): string[] => [
  ...new Set(dataOf<TransactionPosted>(record).postings.map(({ accountId }) => accountId)),
];
