import { connectionOf, type PageArguments, parsePage } from 'platform/graphql/connections';
import {
  byRequest,
  countOverrides,
  findOverrides,
  keyOf,
  type OverrideConnection,
  type OverrideFilter,
} from '../read-models/overrides/query.ts';
import { authorisedTenant } from './authorise.ts';
import type { Caller, Services } from './services.ts';

/** A page of a tenant's overrides, the last requested first. */
export async function listOverrides(
  { unitOfWork, clock }: Pick<Services, 'unitOfWork' | 'clock'>,
  { actor }: Pick<Caller, 'actor'>,
  named: string | null | undefined,
  asked: Omit<OverrideFilter, 'at'>,
  page: PageArguments,
): Promise<OverrideConnection> {
  const tenantId = authorisedTenant(actor, 'quotas:read', named);
  const wanted = parsePage(page, byRequest);
  const filter = { ...asked, at: clock.now() };
  return connectionOf({
    rows: await unitOfWork(tenantId, (uow) => findOverrides(uow, filter, wanted)),
    page: wanted,
    keys: byRequest,
    keyOf,
    count: () => unitOfWork(tenantId, (uow) => countOverrides(uow, filter)),
  });
}
