import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import { parseId } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { remove } from '../domain/policy/decide.ts';
import type { PolicyId } from '../domain/policy/policy.ts';
import { type UnknownPolicy, unknownPolicy } from '../domain/policy/refusals.ts';
import { authorisedTenant } from './authorise.ts';
import { type IdempotentInput, mutate } from './mutate.ts';
import type { Caller, Services } from './services.ts';

export interface DeletePolicyCall extends IdempotentInput {
  readonly tenantId: string | null;
  readonly policyId: string;
}

/** Deletes a policy. */
export async function deletePolicy(
  { unitOfWork, policies, policyBook }: Services,
  { actor, cause }: Caller,
  call: DeletePolicyCall,
): Promise<Result<PolicyId, UnknownPolicy | IdempotencyConflict>> {
  const tenantId = authorisedTenant(actor, 'quotas:admin', call.tenantId);
  const deleted = await mutate(
    unitOfWork,
    { ...call, mutation: 'deletePolicy', actor, tenantId },
    async (uow) => {
      const id = parseId('pol', call.policyId);
      if (!id) return refuse(unknownPolicy);
      const policy = await policies.load(uow, id);
      const decided = remove(policy.state);
      if (!decided.ok) return decided;
      await policies.append(uow, policy, decided.value, cause);
      return ok(id);
    },
  );
  policyBook.forget(tenantId);
  return deleted;
}
