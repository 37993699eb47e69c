import { sql } from 'kysely';
import { type FxRateSet, fxRateSet } from '../../../contract/events.ts';
import { dataOf, instantsOf, type WrittenAlong } from './writtenAlong.ts';

export const fxRates: WrittenAlong = {
  table: 'fx_rate',
  types: [fxRateSet.type],
  expected: (record) => {
    const { base, quote, rate, source } = dataOf<FxRateSet>(record);
    return [{ id: record.stream, base, quote, rate, source, effective_at: record.content.effectiveAt }];
  },
  rows: ({ reader, ledgerId }, records) => sql`
    select recorded_at, id, base, quote, trim_scale(rate) as rate, source, effective_at from fx_rate
    where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and recorded_at = any(${instantsOf(records)}::bigint[])`,
};
