import { sql } from 'kysely';
import { parseInstant } from 'platform/kernel/clock';
import { type PeriodChange, periodClosed, periodReopened } from '../../../contract/events.ts';
import { dataOf, instantsOf, type WrittenAlong } from './writtenAlong.ts';

export const periods: WrittenAlong = {
  table: 'period',
  types: [periodClosed.type, periodReopened.type],
  expected: (record) => [{ closed_through: parseInstant(dataOf<PeriodChange>(record).closedThrough) }],
  rows: ({ reader, ledgerId }, records) => sql`
    select recorded_at, closed_through from period
    where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and recorded_at = any(${instantsOf(records)}::bigint[])`,
};
