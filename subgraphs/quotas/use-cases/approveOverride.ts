import type { Actor } from 'platform/auth/actor';
import { forbidden } from 'platform/errors/errors';
import { refuse } from 'platform/kernel/result';
import { approve } from '../domain/override/decide.ts';
import type { OverrideState } from '../domain/override/override.ts';
import type { InvalidOverrideState, SelfApproval, UnknownOverride } from '../domain/override/refusals.ts';
import { PLATFORM } from '../domain/policy/policy.ts';
import { type UnknownPolicy, unknownPolicy } from '../domain/policy/refusals.ts';
import { findOverride } from '../read-models/overrides/query.ts';
import { policiesById } from '../read-models/policies/query.ts';
import { authorisedTenant, isPlatformAdmin } from './authorise.ts';
import { changeOverride, type OverrideCall } from './changeOverride.ts';
import type { Caller, Services } from './services.ts';

type Refused = UnknownOverride | UnknownPolicy | SelfApproval | InvalidOverrideState;

/** Puts a requested override into effect; not by who requested it, and not when its policy was deleted meanwhile. */
export async function approveOverride(services: Services, caller: Caller, call: OverrideCall) {
  const isOfPolicy = await hasPolicy(services, caller, call);
  return changeOverride<Refused>(services, caller, 'approveOverride', call, (step, override) => {
    requireApprover(caller.actor, override);
    const approved = approve(step, override);
    return approved.ok && !isOfPolicy ? refuse(policyGone) : approved;
  });
}

const policyGone: UnknownPolicy = { ...unknownPolicy, path: ['input', 'overrideId'] };

async function hasPolicy(
  { unitOfWork }: Services,
  { actor }: Caller,
  { tenantId: named, overrideId }: OverrideCall,
): Promise<boolean> {
  const tenantId = authorisedTenant(actor, 'quotas:admin', named);
  const override = await unitOfWork(tenantId, (uow) => findOverride(uow, overrideId));
  if (!override) return false;
  const { policyTenantId, policyId } = override;
  const found = await unitOfWork(policyTenantId, (uow) => policiesById(uow, [policyId]));
  return found.get(policyId)?.deletedAt === null;
}

/** What the platform allows, only the platform raises. */
function requireApprover(actor: Actor, override: OverrideState): void {
  if (override?.policyTenantId !== PLATFORM || isPlatformAdmin(actor)) return;
  throw forbidden("The platform's policies are overridden by platform administrators.");
}
