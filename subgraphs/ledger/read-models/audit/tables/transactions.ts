import { sql } from 'kysely';
import { type TransactionPosted, transactionPosted } from '../../../contract/events.ts';
import { dataOf, instantsOf, type WrittenAlong } from './writtenAlong.ts';

export const transactions: WrittenAlong = {
  table: 'transaction',
  types: [transactionPosted.type],
  expected: (record) => {
    const { reference, reverses } = dataOf<TransactionPosted>(record);
    return [{ id: record.stream, effective_at: record.content.effectiveAt, reference, reverses }];
  },
  rows: ({ reader, ledgerId }, records) => sql`
    select recorded_at, id, effective_at, reference, reverses from transaction
    where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and recorded_at = any(${instantsOf(records)}::bigint[])`,
};
