import type { Actor } from 'platform/auth/actor';
import { forbidden } from 'platform/errors/errors';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import { parseId, type TenantId } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { type Step, step } from '../domain/override/decide.ts';
import type { Override, OverrideId, Person } from '../domain/override/override.ts';
import {
  type InvalidOverrideState,
  type SelfApproval,
  type UnknownOverride,
  unknownOverride,
} from '../domain/override/refusals.ts';
import { PLATFORM } from '../domain/policy/policy.ts';
import { findOverride } from '../read-models/overrides/query.ts';
import type { OverrideRow } from '../storage/entities/OverrideRow.ts';
import { authorisedTenant, isPlatformAdmin } from './authorise.ts';
import { type IdempotentInput, mutate } from './mutate.ts';
import type { Caller, Services } from './services.ts';

export interface OverrideCall extends IdempotentInput {
  /** The subject's. */
  readonly tenantId: string | null;
  readonly overrideId: string;
}

type Refused = UnknownOverride | SelfApproval | InvalidOverrideState;

/** The frame of approveOverride, rejectOverride and revokeOverride. */
export async function changeOverride(
  services: Services,
  caller: Caller,
  mutation: 'approveOverride' | 'rejectOverride' | 'revokeOverride',
  kind: Step['kind'],
  call: OverrideCall,
): Promise<Result<OverrideRow, Refused | IdempotencyConflict>> {
  const { actor } = caller;
  const tenantId = authorisedTenant(actor, 'quotas:admin', call.tenantId);
  const changed = await mutate(services.unitOfWork, { ...call, mutation, actor, tenantId }, (uow) =>
    take(services, uow, caller, kind, call.overrideId),
  );
  return changed.ok ? ok(await changedOverride(services, tenantId, changed.value)) : changed;
}

async function take(
  { overrides, clock }: Services,
  uow: UnitOfWork,
  { actor, cause }: Caller,
  kind: Step['kind'],
  overrideId: string,
): Promise<Result<OverrideId, Refused>> {
  const id = parseId('ovr', overrideId);
  const override = id && (await overrides.load(uow, id));
  if (!override?.state) return refuse(unknownOverride);
  if (kind === 'ApproveOverride') requireApprover(actor, override.state);
  const decided = step({ kind, by: personOf(actor), now: clock.now() }, override.state);
  if (!decided.ok) return decided;
  await overrides.append(uow, override, decided.value, cause);
  return ok(override.id);
}

/** What the platform allows, only the platform raises. */
function requireApprover(actor: Actor, { policyTenantId }: Override): void {
  if (policyTenantId !== PLATFORM || isPlatformAdmin(actor)) return;
  throw forbidden("The platform's policies are overridden by platform administrators.");
}

export const personOf = ({ id, tenantId }: Actor): Person => ({ actorId: id, tenantId });

/** The override as it is now; on this instance it counts from here on. */
export async function changedOverride(
  { unitOfWork, policyBook }: Services,
  tenantId: TenantId,
  id: OverrideId,
): Promise<OverrideRow> {
  policyBook.forget(tenantId);
  return present(await unitOfWork(tenantId, (uow) => findOverride(uow, id)), 'what was changed is there');
}
