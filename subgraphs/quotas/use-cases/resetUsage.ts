import { PlatformError } from 'platform/errors/errors';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import { parseId, type TenantId } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { resetUsage as decide } from '../domain/policy/decide.ts';
import { PLATFORM } from '../domain/policy/policy.ts';
import { type UnknownPolicy, unknownPolicy } from '../domain/policy/refusals.ts';
import { keyOf } from '../domain/quota/limit.ts';
import type { Subject } from '../domain/subject.ts';
import { StoreUnavailable } from '../storage/stores/port.ts';
import { authorisedTenant, requireOwnTenant, tenantNamed } from './authorise.ts';
import { type IdempotentInput, mutate } from './mutate.ts';
import type { Caller, Services } from './services.ts';

export interface ResetUsageCall extends IdempotentInput {
  /** The policy's. */
  readonly tenantId: string | null;
  readonly policyId: string;
  readonly subject: Subject;
  /** The subject's; null: the policy's, or for the platform's the actor's own. */
  readonly subjectTenantId: string | null;
}

/** Forgets what a subject has used of a policy; the step is in the policy's audit trail. */
export async function resetUsage(
  { unitOfWork, policies, store }: Services,
  { actor, cause }: Caller,
  call: ResetUsageCall,
): Promise<Result<string, UnknownPolicy | IdempotencyConflict>> {
  const tenantId = authorisedTenant(actor, 'quotas:admin', call.tenantId);
  const ofSubject = tenantOfSubject(tenantId, actor.tenantId, call.subjectTenantId);
  requireOwnTenant(ofSubject, call.subject);
  return mutate(unitOfWork, { ...call, mutation: 'resetUsage', actor, tenantId }, async (uow) => {
    const id = parseId('pol', call.policyId);
    const policy = id && (await policies.load(uow, id));
    if (!policy?.state) return refuse(unknownPolicy);
    const command = { kind: 'ResetUsage', tenantId: ofSubject, subject: call.subject } as const;
    const decided = decide(command, policy.state);
    if (!decided.ok) return decided;
    await store.reset(ofSubject, [keyOf(policy.state, call.subject)]).catch(unavailable);
    await policies.append(uow, policy, decided.value, cause);
    return ok(policy.id);
  });
}

/** A tenant's policies are about its own subjects, the platform's about everybody's. */
function tenantOfSubject(tenantId: TenantId, own: TenantId, named: string | null): TenantId {
  if (tenantId !== PLATFORM) return tenantId;
  return named === null ? own : tenantNamed(named, ['input', 'subjectTenantId']);
}

function unavailable(error: unknown): never {
  if (!(error instanceof StoreUnavailable)) throw error;
  throw new PlatformError('SERVICE_UNAVAILABLE', 'Usage cannot be reset now: try again.');
}
