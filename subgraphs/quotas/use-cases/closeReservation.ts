import { PlatformError } from 'platform/errors/errors';
import type { TenantId } from 'platform/kernel/ids';
import { type Ask, StoreUnavailable } from '../storage/stores/port.ts';
import { askOf } from './decideQuota.ts';
import type { Outcome, Standing } from './outcome.ts';
import { type QuotaView, quotaView } from './quotaView.ts';
import type { Reservation } from './reservation.ts';
import type { Services } from './services.ts';

/**
 * Charges a difference to what a reservation was charged to, below zero: it comes back; undefined: it is closed, as
 * `end` is refused. Policies that were deleted meanwhile have nothing to settle. Fails with SERVICE_UNAVAILABLE.
 */
export async function closeReservation(
  services: Pick<Services, 'policyBook' | 'store' | 'debts' | 'unseenEnds' | 'clock' | 'observe'>,
  tenantId: TenantId,
  { subjects, resource, keys, owedUntilMs }: Reservation,
  difference: number,
  end: Ask,
): Promise<QuotaView | undefined> {
  const limits = await services.policyBook.limitsOf(tenantId, subjects, resource);
  const charged = limits.filter(({ key }) => keys.includes(key));
  const asks = charged.map((limit) => ({ ...askOf(limit, difference), forced: true }));
  const outcome =
    owedUntilMs === undefined
      ? await closeCharged(services, tenantId, charged, [...asks, end])
      : await closeOwed(services, tenantId, asks, end, owedUntilMs);
  if (!outcome) return undefined;
  services.observe({ tenantId, subjects, resource, quantity: difference }, outcome);
  return quotaView(resource, outcome);
}

async function closeCharged(
  { store }: Pick<Services, 'store'>,
  tenantId: TenantId,
  charged: readonly Standing['limit'][],
  asks: readonly Ask[],
): Promise<Outcome | undefined> {
  const { allowed, answers, atMs } = await store.decide(tenantId, asks).catch(unavailable);
  if (!allowed) return undefined;
  const standings = charged.flatMap((limit, index) => {
    const answer = answers[index];
    return answer ? [{ limit, answer }] : [];
  });
  return { allowed, standings, alongside: [], atMs };
}

/**
 * What was admitted without the store may not be charged yet: the difference is owed as well. While the store is down
 * nobody knows whether another instance closed it before, and it is believed not to have been: what fails open admits
 * anything then.
 */
async function closeOwed(
  { store, debts, unseenEnds, clock }: Pick<Services, 'store' | 'debts' | 'unseenEnds' | 'clock'>,
  tenantId: TenantId,
  asks: readonly Ask[],
  end: Ask,
  untilMs: number,
): Promise<Outcome | undefined> {
  const atMs = Number(clock.now() / 1_000n);
  if (atMs >= untilMs || !unseenEnds.take(tenantId, end, atMs)) return undefined;
  const allowed = await store.decide(tenantId, [end]).then((verdict) => verdict.allowed, believed);
  if (!allowed) return undefined;
  debts.add(tenantId, asks, Promise.resolve(false));
  return { allowed, standings: [], alongside: [], owedTo: asks.map(({ key }) => key), atMs };
}

function believed(error: unknown): true {
  if (error instanceof StoreUnavailable) return true;
  throw error;
}

function unavailable(error: unknown): never {
  if (!(error instanceof StoreUnavailable)) throw error;
  throw new PlatformError(
    'SERVICE_UNAVAILABLE',
    'Quotas cannot be settled now: what was reserved stays charged.',
  );
}
