import { sql } from 'kysely';
import { parseInstant } from 'platform/kernel/clock';
import { type StatementImported, statementImported } from '../../../contract/events.ts';
import { dataOf, instantsOf, type WrittenAlong } from './writtenAlong.ts';

/** Without the lines, which may have been erased. */
export const reconciliations: WrittenAlong = {
  table: 'reconciliation',
  types: [statementImported.type],
  expected: (record) => {
    const said = dataOf<StatementImported>(record);
    return [
      {
        ...{ id: record.stream, account_id: said.accountId, date_window_days: said.dateWindowDays },
        ...{
          from_at: parseInstant(said.from),
          to_at: parseInstant(said.to),
          known_at: parseInstant(said.knownAt),
        },
        opening_balance: said.openingBalance?.minor,
        closing_balance: said.closingBalance?.minor,
        ...{ line_count: said.lineCount, matched_count: said.matchedCount, break_count: said.breakCount },
      },
    ];
  },
  rows: ({ reader }, records) => sql`
    select r.recorded_at, r.id, r.account_id, r.date_window_days, r.from_at, r.to_at, r.known_at, r.opening_balance,
           r.closing_balance, r.line_count, r.matched_count, r.break_count
    from unnest(${records.map((record) => dataOf<StatementImported>(record).accountId)}::text[],
                ${instantsOf(records)}::bigint[]) as imported (account_id, at)
    join reconciliation r on r.tenant_id = ${reader.tenantId} and r.account_id = imported.account_id
                         and r.recorded_at = imported.at`,
};
