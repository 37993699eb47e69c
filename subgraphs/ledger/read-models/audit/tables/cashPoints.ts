import { sql } from 'kysely';
import { type CashPointOpened, cashPointOpened } from '../../../contract/events.ts';
import { dataOf, instantsOf, type WrittenAlong } from './writtenAlong.ts';

export const cashPoints: WrittenAlong = {
  table: 'cash_point',
  types: [cashPointOpened.type],
  expected: (record) => {
    const { name, kind, accountId } = dataOf<CashPointOpened>(record);
    return [{ id: record.stream, name, kind, account_id: accountId }];
  },
  rows: ({ reader, ledgerId }, records) => sql`
    select opened_at as recorded_at, id, name, kind, account_id from cash_point
    where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and opened_at = any(${instantsOf(records)}::bigint[])`,
};
