import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import { present } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { upsert } from '../domain/policy/decide.ts';
import type { PolicyId, Terms } from '../domain/policy/policy.ts';
import {
  type InvalidPolicy,
  MAX_POLICIES,
  type TooManyPolicies,
  tooManyPolicies,
} from '../domain/policy/refusals.ts';
import { countPolicies, policiesById, policyOfName } from '../read-models/policies/query.ts';
import type { PolicyRow } from '../storage/entities/PolicyRow.ts';
import { lockNames } from '../storage/stores/policies.ts';
import { authorisedTenant } from './authorise.ts';
import { type IdempotentInput, mutate } from './mutate.ts';
import type { Caller, Services } from './services.ts';

export interface UpsertPolicyCall extends IdempotentInput {
  readonly tenantId: string | null;
  readonly terms: Terms;
}

type Refused = InvalidPolicy | TooManyPolicies;

/** Creates the policy of a name, or makes it say this. */
export async function upsertPolicy(
  services: Services,
  caller: Caller,
  call: UpsertPolicyCall,
): Promise<Result<PolicyRow, Refused | IdempotencyConflict>> {
  const { actor } = caller;
  const { unitOfWork } = services;
  const tenantId = authorisedTenant(actor, 'quotas:admin', call.tenantId);
  const upserted = await mutate(unitOfWork, { ...call, mutation: 'upsertPolicy', actor, tenantId }, (uow) =>
    change(services, uow, caller, call.terms),
  );
  if (!upserted.ok) return upserted;
  services.policyBook.forget(tenantId);
  const found = await unitOfWork(tenantId, (uow) => policiesById(uow, [upserted.value]));
  return ok(present(found.get(upserted.value), 'a policy that was written is there'));
}

async function change(
  { policies }: Services,
  uow: UnitOfWork,
  { cause }: Caller,
  terms: Terms,
): Promise<Result<PolicyId, Refused>> {
  await lockNames(uow);
  const known = await policyOfName(uow, terms.name);
  const policy = await policies.load(uow, known?.id ?? newId('pol'));
  const decided = upsert({ kind: 'UpsertPolicy', policyId: policy.id, terms }, policy.state);
  if (!decided.ok) return decided;
  if (!known && (await countPolicies(uow, {})) >= MAX_POLICIES) return refuse(tooManyPolicies);
  await policies.append(uow, policy, decided.value, cause);
  return ok(policy.id);
}
