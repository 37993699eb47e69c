import { findOverride } from '../read-models/overrides/query.ts';
import type { OverrideRow } from '../storage/entities/OverrideRow.ts';
import { authorisedTenant } from './authorise.ts';
import type { Caller, Services } from './services.ts';

/** The override of the id; null when the tenant has none. */
export async function getOverride(
  { unitOfWork }: Pick<Services, 'unitOfWork'>,
  { actor }: Pick<Caller, 'actor'>,
  id: string,
  named?: string | null,
): Promise<OverrideRow | null> {
  const tenantId = authorisedTenant(actor, 'quotas:read', named);
  return unitOfWork(tenantId, (uow) => findOverride(uow, id));
}
