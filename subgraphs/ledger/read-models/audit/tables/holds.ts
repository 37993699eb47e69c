import { sql } from 'kysely';
import { parseInstant } from 'platform/kernel/clock';
import { type HoldPlaced, holdPlaced } from '../../../contract/events.ts';
import { dataOf, instantsOf, type WrittenAlong } from './writtenAlong.ts';

/** A hold's row is found by when it was placed; how it stands is compared with the last of its events. */
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
        ...{ expires_at: parseInstant(expiresAt), description, reference, stands: true },
      },
    ];
  },
  rows: ({ reader, ledgerId }, records) => sql`
    select h.placed_at as recorded_at, h.id, h.debit_account_id, h.credit_account_id, h.currency, h.amount,
           h.expires_at, h.description, h.reference,
           h.version = last.version and h.captured = (last.data->'captured'->>'minor')::numeric
             and coalesce(h.settled_as, 'HELD') = last.data->>'status'
             and h.settled_at is not distinct from
                 case when last.data->>'status' <> 'HELD' then last.recorded_at end
             and exists (
               select from journal j where j.tenant_id = h.tenant_id and j.ledger_id = h.ledger_id
                 and j.recorded_at = last.recorded_at and j.stream = h.id and j.version = last.version) as stands
    from hold h
    left join lateral (
      select e.version, e.data, e.recorded_at from event e
      where e.tenant_id = h.tenant_id and e.stream = h.id order by e.version desc limit 1
    ) last on true
    where h.tenant_id = ${reader.tenantId} and h.ledger_id = ${ledgerId} and h.placed_at = any(${instantsOf(records)}::bigint[])`,
};
