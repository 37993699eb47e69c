import { sql } from 'kysely';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Subject } from '../../domain/subject.ts';

/** What became of the quantities of a minute. */
export interface UsageRow extends Subject {
  readonly resource: string;
  /** When it began: milliseconds since 1970. */
  readonly minute: number;
  admitted: number;
  refused: number;
  shadowRefused: number;
}

/** Adds to what the minutes have already; in the order of their key, so that two who add never wait for one another. */
export async function addUsage(uow: UnitOfWork, rows: readonly UsageRow[]): Promise<void> {
  const column = <Name extends keyof UsageRow>(name: Name) => rows.map((row) => row[name]);
  await uow.query(sql`
    insert into usage as known (tenant_id, subject_kind, subject_id, resource, minute, admitted, refused, shadow_refused)
    select ${uow.tenantId}, kind, id, resource, minute, admitted, refused, shadow_refused
    from unnest(
      ${column('kind')}::text[], ${column('id')}::text[], ${column('resource')}::text[], ${column('minute')}::bigint[],
      ${column('admitted')}::bigint[], ${column('refused')}::bigint[], ${column('shadowRefused')}::bigint[]
    ) as added (kind, id, resource, minute, admitted, refused, shadow_refused)
    order by kind, id, resource, minute
    on conflict (tenant_id, subject_kind, subject_id, resource, minute) do update
    set admitted = known.admitted + excluded.admitted,
        refused = known.refused + excluded.refused,
        shadow_refused = known.shadow_refused + excluded.shadow_refused`);
}
