import { PlatformError } from 'platform/errors/errors';
import { parseIdempotencyKey } from 'platform/graphql/idempotency';
import type { TenantId } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Limit } from '../domain/quota/limit.ts';
import { capacityOf } from '../domain/quota/rule.ts';
import type { Subject } from '../domain/subject.ts';
import type { PolicyView } from '../read-models/policy-book/read.ts';
import { requireOwnTenant, requireService } from './authorise.ts';
import { askOf, isEnforced, takeLimits } from './decideQuota.ts';
import type { Outcome, Wanted } from './outcome.ts';
import { type QuotaExceeded, type QuotaView, quotaExceeded, quotaView } from './quotaView.ts';
import { chargeOf, openingParts, reservationName } from './reservation.ts';
import type { Caller, Services } from './services.ts';

/** How long a lease may be used: what changes in the policies counts after that at the latest. */
export const LEASE_TTL_MS = 1_000;
/** One lease is at the most this part of what may be there at once, unless one quantity needs more. */
export const LEASE_PART = 1 / 20;

export interface AcquireLeaseCall {
  readonly subject: Subject;
  readonly resource: string;
  readonly wanted: number;
  readonly atLeast: number;
  readonly idempotencyKey: string;
}

export interface LeaseView {
  readonly id: string;
  readonly quantity: number;
  readonly ttlMs: number;
}

/** A lease; null: nothing limits the subject. */
export interface LeasedView {
  readonly lease: LeaseView | null;
  readonly quota: QuotaView;
}

/**
 * Takes a part of what limits the subject, for the caller to decide on by itself: of what is there `wanted` at the
 * most, and not less than `atLeast`. Fails with CONFLICT for a key that was used before: a lease is not given twice.
 */
export async function acquireLease(
  services: Services,
  { actor }: Pick<Caller, 'actor'>,
  { subject, resource, wanted, atLeast, idempotencyKey }: AcquireLeaseCall,
): Promise<Result<LeasedView, QuotaExceeded>> {
  requireService(actor);
  const { tenantId } = actor;
  requireOwnTenant(tenantId, subject);
  const limits = await services.policyBook.limitsOf(tenantId, [subject], resource);
  if (limits.length === 0) return ok({ lease: null, quota: { resource, policies: [] } });
  const asked: Wanted = { tenantId, subjects: [subject], resource, quantity: wanted };
  const name = reservationName(asked, parseIdempotencyKey(idempotencyKey));
  const { quantity, outcome } = await takeLease(services, tenantId, limits, name, { wanted, atLeast });
  if (outcome.alongside.some(({ allowed }) => !allowed)) throw acquiredBefore();
  services.observe({ ...asked, quantity }, outcome);
  if (!outcome.allowed) return refuse(quotaExceeded(outcome, 'atLeast'));
  const taken = outcome.standings.filter(({ answer }) => answer.allowed);
  const charge = chargeOf(outcome, taken);
  const lease = { kind: 'lease', name, subjects: [subject], resource, quantity, ...charge } as const;
  const id = services.reservationIds.encode(tenantId, lease);
  return ok({ lease: { id, quantity, ttlMs: LEASE_TTL_MS }, quota: quotaView(resource, outcome) });
}

interface Attempt {
  readonly quantity: number;
  readonly outcome: Outcome;
}

/** A usual lease; if that is not there, what is left; if that is gone meanwhile, no more than is needed. */
async function takeLease(
  services: Services,
  tenantId: TenantId,
  limits: readonly Limit<PolicyView>[],
  name: string,
  { wanted, atLeast }: Pick<AcquireLeaseCall, 'wanted' | 'atLeast'>,
): Promise<Attempt> {
  const attempt = async (quantity: number): Promise<Attempt> => ({
    quantity,
    outcome: await takeLimits(services, tenantId, limits, quantity, [openingParts(name, quantity)]),
  });
  const isDone = ({ quantity, outcome }: Attempt): boolean => outcome.allowed || quantity === atLeast;

  const observedLeft = await leftInShadows(services, tenantId, limits);
  const first = await attempt(Math.max(atLeast, Math.min(wanted, largestOf(limits), observedLeft)));
  if (isDone(first)) return first;
  const second = await attempt(Math.max(atLeast, Math.min(first.quantity, leastLeft(first.outcome))));
  return isDone(second) ? second : attempt(atLeast);
}

const largestOf = (limits: readonly Limit[]): number =>
  Math.floor(Math.min(...limits.map(({ rule }) => capacityOf(rule))) * LEASE_PART);

/**
 * The least that is left of what refuses nothing. More is not leased, unless it is needed: what is not used of a lease
 * would else count as refused. While it cannot be had it limits nothing.
 */
async function leftInShadows(
  { store }: Pick<Services, 'store'>,
  tenantId: TenantId,
  limits: readonly Limit<PolicyView>[],
): Promise<number> {
  const asks = limits.filter((limit) => !isEnforced(limit)).map((limit) => askOf(limit, 0));
  if (asks.length === 0) return Number.POSITIVE_INFINITY;
  const verdict = await store.peek(tenantId, asks).catch(() => undefined);
  return Math.min(...(verdict?.answers ?? []).map(({ remaining }) => remaining));
}

const leastLeft = ({ standings }: Outcome): number =>
  Math.min(...standings.map(({ answer }) => answer.remaining));

const acquiredBefore = (): PlatformError =>
  new PlatformError('CONFLICT', 'The key has been used for a lease: ask with another one.');
