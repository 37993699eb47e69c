import { type RawBuilder, sql } from 'kysely';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PolicyId } from '../../domain/policy/policy.ts';
import type { Subject } from '../../domain/subject.ts';
import type { Level } from '../../domain/threshold/crossed.ts';

export interface Crossing {
  readonly policyId: PolicyId;
  readonly subject: Subject;
  readonly level: Level;
  /** When the period began in which it is told once: milliseconds since 1970. */
  readonly periodMs: number;
}

const COLUMN: Readonly<Record<Level, RawBuilder<unknown>>> = {
  NEAR_LIMIT: sql`near_limit_from`,
  EXCEEDED: sql`exceeded_from`,
};

/**
 * Notes that a threshold is told in a period. The number of the telling, from 1 on for each policy and subject;
 * undefined: it has been told, also by another instance.
 */
export async function noteCrossing(
  { tenantId, query }: UnitOfWork,
  { policyId, subject, level, periodMs }: Crossing,
): Promise<number | undefined> {
  const column = COLUMN[level];
  const [near, exceeded] = level === 'NEAR_LIMIT' ? [periodMs, 0] : [0, periodMs];
  const [row] = await query<{ version: number }>(sql`
    insert into threshold as known
      (tenant_id, policy_id, subject_kind, subject_id, near_limit_from, exceeded_from, version)
    values (${tenantId}, ${policyId}, ${subject.kind}, ${subject.id}, ${near}, ${exceeded}, 1)
    on conflict (tenant_id, policy_id, subject_kind, subject_id) do update
    set ${column} = excluded.${column}, version = known.version + 1
    where known.${column} < excluded.${column}
    returning version`);
  return row?.version;
}
