import { connectionOf, type PageArguments, parsePage } from 'platform/graphql/connections';
import {
  byName,
  countPolicies,
  findPolicies,
  keyOf,
  type PolicyConnection,
  type PolicyFilter,
} from '../read-models/policies/query.ts';
import { authorisedTenant } from './authorise.ts';
import type { Caller, Services } from './services.ts';

/** A page of a tenant's policies, by name. */
export async function listPolicies(
  { unitOfWork }: Pick<Services, 'unitOfWork'>,
  { actor }: Pick<Caller, 'actor'>,
  named: string | null | undefined,
  filter: PolicyFilter,
  page: PageArguments,
): Promise<PolicyConnection> {
  const tenantId = authorisedTenant(actor, 'quotas:read', named);
  const wanted = parsePage(page, byName);
  return connectionOf({
    rows: await unitOfWork(tenantId, (uow) => findPolicies(uow, filter, wanted)),
    page: wanted,
    keys: byName,
    keyOf,
    count: () => unitOfWork(tenantId, (uow) => countPolicies(uow, filter)),
  });
}
