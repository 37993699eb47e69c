import { sql } from 'kysely';
import { holdCaptured, holdPlaced, holdReleased } from '../../../contract/events.ts';
import { promisedBy } from '../../balance/promises.ts';
import type { ProvenRecord } from '../chainFaults.ts';
import type { WrittenAlong } from './writtenAlong.ts';

export const promises: WrittenAlong = {
  table: 'pending',
  types: [holdPlaced.type, holdCaptured.type, holdReleased.type],
  expected: (record) =>
    changesOf(record).map(({ accountId, expiresAt, debits, credits }) => ({
      ...{ account_id: accountId, expires_at: expiresAt, hold_id: record.stream, debits, credits },
    })),
  rows: ({ reader }, records) => {
    const touched = records.flatMap((record) => changesOf(record).map((change) => ({ ...change, record })));
    return sql`
      select p.recorded_at, p.account_id, p.expires_at, p.hold_id, p.debits, p.credits
      from unnest(${touched.map(({ accountId }) => accountId)}::text[],
                  ${touched.map(({ expiresAt }) => expiresAt)}::bigint[],
                  ${touched.map(({ record }) => record.recordedAt)}::bigint[])
        as touched (account_id, expires_at, recorded_at)
      join pending p on p.tenant_id = ${reader.tenantId} and p.account_id = touched.account_id
                    and p.expires_at = touched.expires_at and p.recorded_at = touched.recorded_at`;
  },
};

const changesOf = ({ content }: ProvenRecord) => promisedBy(content);
