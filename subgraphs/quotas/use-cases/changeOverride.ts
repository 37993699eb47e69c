import type { Actor } from 'platform/auth/actor';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import { parseId, type TenantId } from 'platform/kernel/ids';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Step } from '../domain/override/decide.ts';
import type { OverrideEvent, OverrideId, OverrideState, Person } from '../domain/override/override.ts';
import { type UnknownOverride, unknownOverride } from '../domain/override/refusals.ts';
import { findOverride } from '../read-models/overrides/query.ts';
import type { OverrideRow } from '../storage/entities/OverrideRow.ts';
import { authorisedTenant } from './authorise.ts';
import { type IdempotentInput, mutate } from './mutate.ts';
import type { Caller, Services } from './services.ts';

export interface OverrideCall extends IdempotentInput {
  /** The subject's. */
  readonly tenantId: string | null;
  readonly overrideId: string;
}

export type Decide<R extends Refusal> = (
  step: Step,
  override: OverrideState,
) => Result<readonly OverrideEvent[], R>;

/** The frame of approveOverride, rejectOverride and revokeOverride. Fails with FORBIDDEN for who may not. */
export async function changeOverride<R extends Refusal>(
  services: Services,
  caller: Caller,
  mutation: 'approveOverride' | 'rejectOverride' | 'revokeOverride',
  call: OverrideCall,
  decide: Decide<R>,
): Promise<Result<OverrideRow, R | UnknownOverride | IdempotencyConflict>> {
  const { actor } = caller;
  const tenantId = authorisedTenant(actor, 'quotas:admin', call.tenantId);
  const changed = await mutate(services.unitOfWork, { ...call, mutation, actor, tenantId }, (uow) =>
    take(services, uow, caller, call.overrideId, decide),
  );
  return changed.ok ? ok(await changedOverride(services, tenantId, changed.value)) : changed;
}

async function take<R extends Refusal>(
  { overrides, clock }: Services,
  uow: UnitOfWork,
  { actor, cause }: Caller,
  overrideId: string,
  decide: Decide<R>,
): Promise<Result<OverrideId, R | UnknownOverride>> {
  const id = parseId('ovr', overrideId);
  if (!id) return refuse(unknownOverride);
  const override = await overrides.load(uow, id);
  const decided = decide({ by: personOf(actor), now: clock.now() }, override.state);
  if (!decided.ok) return decided;
  await overrides.append(uow, override, decided.value, cause);
  return ok(override.id);
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
