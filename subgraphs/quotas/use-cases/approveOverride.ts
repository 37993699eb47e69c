import type { Actor } from 'platform/auth/actor';
import { forbidden } from 'platform/errors/errors';
import { approve } from '../domain/override/decide.ts';
import type { OverrideState } from '../domain/override/override.ts';
import { PLATFORM } from '../domain/policy/policy.ts';
import { isPlatformAdmin } from './authorise.ts';
import { changeOverride, type OverrideCall } from './changeOverride.ts';
import type { Caller, Services } from './services.ts';

/** Puts a requested override into effect; not by who requested it. */
export const approveOverride = (services: Services, caller: Caller, call: OverrideCall) =>
  changeOverride(services, caller, 'approveOverride', call, (step, override) => {
    requireApprover(caller.actor, override);
    return approve(step, override);
  });

/** What the platform allows, only the platform raises. */
function requireApprover(actor: Actor, override: OverrideState): void {
  if (override?.policyTenantId !== PLATFORM || isPlatformAdmin(actor)) return;
  throw forbidden("The platform's policies are overridden by platform administrators.");
}
