import { sql } from 'kysely';
import { parseInstant } from 'platform/kernel/clock';
import { type HoldPlaced, holdPlaced } from '../../../contract/events.ts';
import { dataOf, instantsOf, type WrittenAlong } from './writtenAlong.ts';

/** What never changes of a hold, whose row is found by when it was placed. */
export const holds: WrittenAlong = {
  table: 'hold',
  types: [holdPlaced.type],
  expected: (record) => {
    const { accountIds, total, expiresAt, description, reference } = dataOf<HoldPlaced>(record);
    const [debit_account_id, credit_account_id] = accountIds;
    return [
      {
        ...{
          id: record.stream,
          debit_account_id,
          credit_account_id,
          currency: total.currency,
          amount: total.minor,
        },
        ...{ expires_at: parseInstant(expiresAt), description, reference },
      },
    ];
  },
  rows: ({ reader, ledgerId }, records) => sql`
    select placed_at as recorded_at, id, debit_account_id, credit_account_id, currency, amount, expires_at,
           description, reference
    from hold
    where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and placed_at = any(${instantsOf(records)}::bigint[])`,
};
