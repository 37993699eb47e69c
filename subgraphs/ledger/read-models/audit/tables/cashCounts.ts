import { sql } from 'kysely';
import { type CashCounted, cashCounted } from '../../../contract/events.ts';
import { dataOf, instantsOf, type WrittenAlong } from './writtenAlong.ts';

export const cashCounts: WrittenAlong = {
  table: 'cash_count',
  types: [cashCounted.type],
  expected: (record) => {
    const { cashPointId, expected, counted, denominations, description, transactionId } =
      dataOf<CashCounted>(record);
    return [
      {
        ...{
          id: record.stream,
          cash_point_id: cashPointId,
          expected: expected.minor,
          counted: counted.minor,
        },
        ...{ denominations, description, transaction_id: transactionId },
      },
    ];
  },
  rows: ({ reader }, records) => sql`
    select c.counted_at as recorded_at, c.id, c.cash_point_id, c.expected, c.counted, c.denominations, c.description,
           c.transaction_id
    from unnest(${records.map((record) => dataOf<CashCounted>(record).cashPointId)}::text[],
                ${instantsOf(records)}::bigint[]) as counted (cash_point_id, at)
    join cash_count c on c.tenant_id = ${reader.tenantId} and c.cash_point_id = counted.cash_point_id
                     and c.counted_at = counted.at`,
};
