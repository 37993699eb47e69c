import { forbidden } from 'platform/errors/errors';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import type { Instant } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { request } from '../domain/override/decide.ts';
import type { OverrideId } from '../domain/override/override.ts';
import type { InvalidOverride } from '../domain/override/refusals.ts';
import { PLATFORM } from '../domain/policy/policy.ts';
import { type UnknownPolicy, unknownPolicy } from '../domain/policy/refusals.ts';
import type { Amounts } from '../domain/quota/rule.ts';
import type { Subject } from '../domain/subject.ts';
import { policiesById } from '../read-models/policies/query.ts';
import type { OverrideRow } from '../storage/entities/OverrideRow.ts';
import type { PolicyRow } from '../storage/entities/PolicyRow.ts';
import { authorisedTenant } from './authorise.ts';
import { changedOverride, personOf } from './changeOverride.ts';
import { type IdempotentInput, mutate } from './mutate.ts';
import type { Caller, Services } from './services.ts';

export interface RequestOverrideCall extends IdempotentInput, Amounts {
  /** The subject's. */
  readonly tenantId: string | null;
  /** The policy is the platform's, not the tenant's. */
  readonly ofPlatform: boolean;
  readonly policyId: string;
  readonly subject: Subject;
  /** Null: now. */
  readonly from: Instant | null;
  readonly until: Instant;
  readonly reason: string;
}

/** Asks for another limit for one subject; in effect when somebody else has approved it. */
export async function requestOverride(
  services: Services,
  caller: Caller,
  call: RequestOverrideCall,
): Promise<Result<OverrideRow, UnknownPolicy | InvalidOverride | IdempotencyConflict>> {
  const { actor } = caller;
  const tenantId = authorisedTenant(actor, 'quotas:admin', call.tenantId);
  if (tenantId === PLATFORM) throw forbidden('The platform has no subjects of its own.');
  const policyTenantId = call.ofPlatform ? PLATFORM : tenantId;
  const found = await services.unitOfWork(policyTenantId, (uow) => policiesById(uow, [call.policyId]));
  const requested = await mutate(
    services.unitOfWork,
    { ...call, mutation: 'requestOverride', actor, tenantId },
    (uow) => record(services, uow, caller, call, found.get(call.policyId)),
  );
  return requested.ok ? ok(await changedOverride(services, tenantId, requested.value)) : requested;
}

async function record(
  { overrides, clock }: Services,
  uow: UnitOfWork,
  { actor, cause }: Caller,
  { from, until, subject, limit, burst, reason }: RequestOverrideCall,
  policy: PolicyRow | undefined,
): Promise<Result<OverrideId, UnknownPolicy | InvalidOverride>> {
  if (!policy || policy.deletedAt) return refuse(unknownPolicy);
  const { tenantId: policyTenantId, id: policyId, terms } = policy;
  const now = clock.now();
  const id = newId('ovr');
  const times = { from: from ?? now, until };
  const wanted = { id, policyTenantId, policyId, subject, limit, burst, ...times, reason };
  const override = { ...wanted, requestedBy: personOf(actor) };
  const decided = request({ kind: 'RequestOverride', override, terms, now }, undefined);
  if (!decided.ok) return decided;
  await overrides.append(uow, { id, version: 0 }, decided.value, cause);
  return ok(id);
}
