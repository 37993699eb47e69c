import type { Subject } from '../domain/subject.ts';
import { authorisedTenant, requireOwnTenant } from './authorise.ts';
import { peekLimits, peekQuota } from './decideQuota.ts';
import { type QuotaView, quotaView } from './quotaView.ts';
import type { Caller, Services } from './services.ts';

/** Of one caller's resources; decisions of others do not wait for all of them. */
const AT_ONCE = 32;

/** How a subject stands with a resource; nothing is taken. */
export async function getQuota(
  services: Services,
  { actor }: Pick<Caller, 'actor'>,
  subject: Subject,
  resource: string,
  tenantId?: string | null,
): Promise<QuotaView> {
  const tenant = authorisedTenant(actor, 'quotas:read', tenantId);
  requireOwnTenant(tenant, subject, ['subject']);
  const outcome = await peekQuota(services, { tenantId: tenant, subjects: [subject], resource, quantity: 0 });
  return quotaView(resource, outcome);
}

/** How a subject of the actor's tenant stands with each resource that a policy limits, by name. */
export async function getQuotas(
  services: Services,
  { actor }: Pick<Caller, 'actor'>,
  subject: Subject,
): Promise<readonly QuotaView[]> {
  const tenantId = authorisedTenant(actor, 'quotas:read', null);
  const limits = await services.policyBook.limitsOfAll(tenantId, subject);
  const byResource = [...Map.groupBy(limits, ({ policy }) => policy.resource)];
  const views: QuotaView[] = [];
  for (let first = 0; first < byResource.length; first += AT_ONCE) {
    const some = byResource
      .slice(first, first + AT_ONCE)
      .map(async ([resource, of]) => quotaView(resource, await peekLimits(services, tenantId, of, 0)));
    views.push(...(await Promise.all(some)));
  }
  return views.sort((one, other) => (one.resource < other.resource ? -1 : 1));
}
