import { type RawBuilder, sql } from 'kysely';
import type { RecordedEvent } from 'platform/event-store/events';
import type { Projection } from 'platform/event-store/projection';
import { parseInstant } from 'platform/kernel/clock';
import { compile } from 'platform/tenancy/statements';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import {
  overrideApproved,
  overrideRejected,
  overrideRequested,
  overrideRevoked,
} from '../../contract/events.ts';
import type { DecidedStatus, OverrideEvent } from '../../domain/override/override.ts';

type RecordedOverrideEvent = RecordedEvent & OverrideEvent;

const STATUS: Readonly<Record<OverrideEvent['type'], DecidedStatus>> = {
  [overrideRequested.type]: 'REQUESTED',
  [overrideApproved.type]: 'APPROVED',
  [overrideRejected.type]: 'REJECTED',
  [overrideRevoked.type]: 'REVOKED',
};

/** Writes the events of one override to its row, in the unit of work that appends them. */
export async function project(uow: UnitOfWork, events: readonly RecordedEvent[]): Promise<void> {
  for (const event of events.filter(isOfOverride)) await uow.query(writing(event));
}

/** The same from the log: `npm run replay -- overrides`. */
export const overridesProjection: Projection = {
  name: 'overrides',
  tables: ['override'],
  clear: async (client) => {
    await client.query('delete from override');
  },
  apply: async (client, events) => {
    for (const event of events.filter(isOfOverride)) {
      const { text, values } = compile(writing(event));
      await client.query(text, [...values]);
    }
  },
};

const isOfOverride = (event: RecordedEvent): event is RecordedOverrideEvent => event.type in STATUS;

function writing(event: RecordedOverrideEvent): RawBuilder<unknown> {
  const { tenantId, stream: id, recordedAt: at } = event;
  if (event.type !== overrideRequested.type) {
    const approvedBy = event.type === overrideApproved.type ? JSON.stringify(event.data.by) : null;
    return sql`
      update override set status = ${STATUS[event.type]}, updated_at = ${at},
                          approved_by = coalesce(${approvedBy}::jsonb, approved_by)
      where tenant_id = ${tenantId} and id = ${id}`;
  }
  const { policyTenantId, policyId, subject, limit, burst, from, until, reason, by } = event.data;
  return sql`
    insert into override (tenant_id, id, policy_tenant_id, policy_id, subject_kind, subject_id, amounts, from_at,
                          until_at, reason, requested_by, status, created_at, updated_at)
    values (${tenantId}, ${id}, ${policyTenantId}, ${policyId}, ${subject.kind}, ${subject.id},
            ${JSON.stringify({ limit, burst })}, ${parseInstant(from)}, ${parseInstant(until)}, ${reason},
            ${JSON.stringify(by)}, 'REQUESTED', ${at}, ${at})`;
}
