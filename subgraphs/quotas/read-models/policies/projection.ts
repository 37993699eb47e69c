import { type RawBuilder, sql } from 'kysely';
import type { RecordedEvent } from 'platform/event-store/events';
import type { Projection } from 'platform/event-store/projection';
import { compile } from 'platform/tenancy/statements';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { policyChanged, policyCreated, policyDeleted, type usageReset } from '../../contract/events.ts';
import type { EventOf, PolicyEvent } from '../../domain/policy/policy.ts';

/** What changes the row. */
type RecordedPolicyEvent = RecordedEvent & Exclude<PolicyEvent, EventOf<typeof usageReset>>;

/** Writes the events of one policy to its row, in the unit of work that appends them. */
export async function project(uow: UnitOfWork, events: readonly RecordedEvent[]): Promise<void> {
  for (const event of events.filter(isOfPolicy)) await uow.query(writing(event));
}

/** The same from the log: `npm run replay -- policies`. */
export const policiesProjection: Projection = {
  name: 'policies',
  tables: ['policy'],
  clear: async (client) => {
    await client.query('delete from policy');
  },
  apply: async (client, events) => {
    for (const event of events.filter(isOfPolicy)) {
      const { text, values } = compile(writing(event));
      await client.query(text, [...values]);
    }
  },
};

const TYPES = new Set<string>([policyCreated.type, policyChanged.type, policyDeleted.type]);

const isOfPolicy = (event: RecordedEvent): event is RecordedPolicyEvent => TYPES.has(event.type);

function writing(event: RecordedPolicyEvent): RawBuilder<unknown> {
  const { tenantId, stream: id, recordedAt } = event;
  if (event.type === policyDeleted.type) {
    return sql`
      update policy set deleted_at = ${recordedAt}, updated_at = ${recordedAt}
      where tenant_id = ${tenantId} and id = ${id}`;
  }
  const { policyId: _, ...terms } = event.data;
  return sql`
    insert into policy (tenant_id, id, name, resource, subject_kind, terms, created_at, updated_at)
    values (${tenantId}, ${id}, ${terms.name}, ${terms.resource}, ${terms.subject.kind}, ${JSON.stringify(terms)},
            ${recordedAt}, ${recordedAt})
    on conflict (tenant_id, id) do update
    set name = excluded.name, resource = excluded.resource, subject_kind = excluded.subject_kind,
        terms = excluded.terms, updated_at = excluded.updated_at, deleted_at = null`;
}
