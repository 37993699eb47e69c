import { policiesById } from '../read-models/policies/query.ts';
import type { PolicyRow } from '../storage/entities/PolicyRow.ts';
import { authorisedTenant } from './authorise.ts';
import type { Caller, Services } from './services.ts';

/** The policy of the id, also when it was deleted; null when the tenant never had one. */
export async function getPolicy(
  { unitOfWork }: Pick<Services, 'unitOfWork'>,
  { actor }: Pick<Caller, 'actor'>,
  id: string,
  tenantId?: string | null,
): Promise<PolicyRow | null> {
  const tenant = authorisedTenant(actor, 'quotas:read', tenantId);
  const found = await unitOfWork(tenant, (uow) => policiesById(uow, [id]));
  return found.get(id) ?? null;
}
