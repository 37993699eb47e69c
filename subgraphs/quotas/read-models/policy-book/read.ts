import { sql } from 'kysely';
import type { Instant } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { Override, OverrideId, Person } from '../../domain/override/override.ts';
import type { Policy, PolicyId, SubjectKind } from '../../domain/policy/policy.ts';
import { MAX_POLICIES } from '../../domain/policy/refusals.ts';
import type { Amounts } from '../../domain/quota/rule.ts';

/** A policy with all that the API shows of it; plain data. */
export interface PolicyView extends Policy {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly resource: string;
  readonly subjectKind: SubjectKind;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Since then it limits nothing. */
  readonly deletedAt?: Instant | null;
}

/** A tenant's policies by name, and its overrides that are or will be in effect, the last requested last. */
export interface Page {
  readonly policies: readonly PolicyView[];
  readonly overrides: readonly Override[];
}

/** How many overrides of a tenant are looked at; of more, those that end last. */
const MAX_OVERRIDES = 10_000;

export async function readPage(reader: Reader, now: Instant): Promise<Page> {
  const [policies, overrides] = await Promise.all([readPolicies(reader), readOverrides(reader, now)]);
  return { policies, overrides };
}

const readPolicies = (reader: Reader): Promise<PolicyView[]> =>
  reader.query<PolicyView>(sql`
    select tenant_id as "tenantId", id, name, resource, subject_kind as "subjectKind", terms,
           created_at as "createdAt", updated_at as "updatedAt"
    from policy where tenant_id = ${reader.tenantId} and deleted_at is null order by name limit ${MAX_POLICIES}`);

interface ApprovedRow {
  readonly id: OverrideId;
  readonly policy_tenant_id: string;
  readonly policy_id: PolicyId;
  readonly subject_kind: SubjectKind;
  readonly subject_id: string;
  readonly amounts: Amounts;
  readonly from_at: Instant;
  readonly until_at: Instant;
  readonly reason: string;
  readonly requested_by: Person;
  readonly approved_by: Person;
}

async function readOverrides(reader: Reader, now: Instant): Promise<Override[]> {
  const rows = await reader.query<ApprovedRow>(sql`
    select * from (
      select id, policy_tenant_id, policy_id, subject_kind, subject_id, amounts, from_at, until_at, reason,
             requested_by, approved_by
      from override
      where tenant_id = ${reader.tenantId} and status = 'APPROVED' and until_at > ${now}
      order by until_at desc limit ${MAX_OVERRIDES}
    ) as approved order by id`);
  return rows.map((row) => ({
    id: row.id,
    policyTenantId: row.policy_tenant_id,
    policyId: row.policy_id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    ...row.amounts,
    from: row.from_at,
    until: row.until_at,
    reason: row.reason,
    requestedBy: row.requested_by,
    approvedBy: row.approved_by,
    status: 'APPROVED',
  }));
}
