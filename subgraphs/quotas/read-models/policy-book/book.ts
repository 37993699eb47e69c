import { createBoundedCache } from 'platform/kernel/bounded-cache';
import type { Clock, Instant } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { PLATFORM } from '../../domain/policy/policy.ts';
import { type Limit, limitOf, policyFor } from '../../domain/quota/limit.ts';
import type { Subject } from '../../domain/subject.ts';
import { type Page, type PolicyView, readPage } from './read.ts';

/** Tenants whose policies are remembered. Of more, those not asked for longest are read again. */
const MAX_TENANTS = 10_000;
/** A page is read again after this at the latest, should an event that changes it have been lost. */
const MAX_AGE_MICROS = 30_000_000n;

/** What limits whom, in memory: read when it is first asked for, and again after it has changed. */
export interface PolicyBook {
  /** What limits these subjects' use of the resource: of each the policy of its tenant and that of the platform. */
  limitsOf(
    tenantId: TenantId,
    subjects: readonly Subject[],
    resource: string,
  ): Promise<readonly Limit<PolicyView>[]>;
  /** What limits the subject, whatever it uses. */
  limitsOfAll(tenantId: TenantId, subject: Subject): Promise<readonly Limit<PolicyView>[]>;
  /** The tenant's policies or overrides have changed. */
  forget(tenantId: TenantId): void;
  forgetAll(): void;
}

interface Remembered {
  readonly page: Promise<Page>;
  readonly readAt: Instant;
}

export function createPolicyBook(reader: (tenantId: TenantId) => Reader, clock: Clock): PolicyBook {
  let pages = createBoundedCache<TenantId, Remembered>(MAX_TENANTS);

  function pageOf(tenantId: TenantId): Promise<Page> {
    const now = clock.now();
    const known = pages.get(tenantId);
    if (known && now - known.readAt < MAX_AGE_MICROS) return known.page;
    const page = readPage(reader(tenantId), now);
    const remembered = { page, readAt: now };
    pages.set(tenantId, remembered);
    page.catch(() => {
      if (pages.get(tenantId) === remembered) pages.delete(tenantId);
    });
    return page;
  }

  async function limits(tenantId: TenantId, choose: (page: Page) => readonly [PolicyView, Subject][]) {
    const [own, platform] = await Promise.all([pageOf(tenantId), pageOf(PLATFORM)]);
    const chosen = [...choose(platform), ...(tenantId === PLATFORM ? [] : choose(own))];
    const now = clock.now();
    return chosen.map(([policy, subject]) => limitOf(policy, subject, own.overrides, now));
  }

  return {
    limitsOf: (tenantId, subjects, resource) =>
      limits(tenantId, ({ policies }) =>
        subjects.flatMap((subject) => {
          const policy = policyFor(policies, subject, resource);
          return policy ? [[policy, subject]] : [];
        }),
      ),
    limitsOfAll: (tenantId, subject) =>
      limits(tenantId, ({ policies }) =>
        [...new Set(policies.map(({ resource }) => resource))].flatMap((resource) => {
          const policy = policyFor(policies, subject, resource);
          return policy ? [[policy, subject]] : [];
        }),
      ),
    forget: (tenantId) => void pages.delete(tenantId),
    forgetAll: () => {
      pages = createBoundedCache(MAX_TENANTS);
    },
  };
}
