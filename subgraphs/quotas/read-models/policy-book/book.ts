import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { type Clock, type Instant, instantOf } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Heartbeat } from 'platform/tenancy/heartbeat';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { PLATFORM } from '../../domain/policy/policy.ts';
import { type Limit, limitOf, policyFor } from '../../domain/quota/limit.ts';
import type { Subject } from '../../domain/subject.ts';
import { type Page, type PolicyView, readPage } from './read.ts';

/** Tenants whose policies are remembered. Of more, those not asked for longest are read again. */
const MAX_TENANTS = 10_000;
/** A page is read again after this at the latest, should an event that changes it have been lost. */
const MAX_AGE_MICROS = 30_000_000n;
/** One that could not be read again is tried again after this. */
const RETRY_MICROS = 1_000_000n;

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
  readonly tenantId: TenantId;
  /** What is answered until `dueAt`, and afterwards for as long as nothing newer can be read. */
  readonly page: Promise<Page>;
  readonly dueAt: Instant | 'now, as it has changed' | 'being read';
}

/**
 * While the database is down or silent, pages stay as they were read last: policies say what holds then. One that was never
 * read is waited for.
 */
export function createPolicyBook(
  reader: (tenantId: TenantId) => Reader,
  { whileItBeats }: Pick<Heartbeat, 'whileItBeats'>,
  clock: Clock,
): PolicyBook {
  const pages = createBoundedCache<TenantId, Remembered>(MAX_TENANTS);

  function pageOf(tenantId: TenantId): Promise<Page> {
    const known = pages.get(tenantId);
    if (known === undefined) return read(tenantId, undefined, true);
    if (known.dueAt === 'being read') return known.page;
    if (known.dueAt === 'now, as it has changed') return read(tenantId, known.page, true);
    return clock.now() < known.dueAt ? known.page : read(tenantId, known.page, false);
  }

  /** Answers what is read; else, and at once unless it `mustBeNew`, what was known before. */
  function read(tenantId: TenantId, old: Promise<Page> | undefined, mustBeNew: boolean): Promise<Page> {
    const reads = () => readPage(reader(tenantId), clock.now());
    const fresh = old ? whileItBeats(reads) : reads();
    const page = old && (mustBeNew ? fresh.catch(() => old) : old);
    const reading: Remembered = { tenantId, page: page ?? fresh, dueAt: 'being read' };
    const become = (next: Promise<Page>, after: bigint): void => {
      if (pages.get(tenantId) !== reading) return;
      pages.set(tenantId, { tenantId, page: next, dueAt: instantOf(clock.now() + after) });
    };
    const forgetIt = (): void => {
      if (pages.get(tenantId) === reading) pages.delete(tenantId);
    };
    pages.set(tenantId, reading);
    fresh.then(
      () => become(fresh, MAX_AGE_MICROS),
      () => old?.then(() => become(old, RETRY_MICROS), forgetIt) ?? forgetIt(),
    );
    return reading.page;
  }

  function forget(tenantId: TenantId): void {
    const known = pages.get(tenantId);
    if (known) pages.set(tenantId, { ...known, dueAt: 'now, as it has changed' });
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
    forget,
    forgetAll: () => {
      for (const { tenantId } of [...pages.values()]) forget(tenantId);
    },
  };
}
