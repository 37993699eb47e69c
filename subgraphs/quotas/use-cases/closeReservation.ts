import { PlatformError } from 'platform/errors/errors';
import type { TenantId } from 'platform/kernel/ids';
import { type Ask, StoreUnavailable } from '../storage/stores/port.ts';
import { askOf } from './decideQuota.ts';
import { type QuotaView, quotaView } from './quotaView.ts';
import type { Reservation } from './reservation.ts';
import type { Services } from './services.ts';

/**
 * Charges a difference to what a reservation was charged to, below zero: it comes back; undefined: it is closed, as
 * `end` is refused. Policies that were deleted meanwhile have nothing to settle. Fails with SERVICE_UNAVAILABLE.
 */
export async function closeReservation(
  { policyBook, store, observe }: Pick<Services, 'policyBook' | 'store' | 'observe'>,
  tenantId: TenantId,
  { subjects, resource, keys }: Reservation,
  difference: number,
  end: Ask,
): Promise<QuotaView | undefined> {
  const limits = await policyBook.limitsOf(tenantId, subjects, resource);
  const charged = limits.filter(({ key }) => keys.includes(key));
  const asks = charged.map((limit) => ({ ...askOf(limit, difference), forced: true }));
  const verdict = await store.decide(tenantId, [...asks, end]).catch(unavailable);
  if (!verdict.allowed) return undefined;
  const { answers, atMs } = verdict;
  const standings = charged.flatMap((limit, index) => {
    const answer = answers[index];
    return answer ? [{ limit, answer }] : [];
  });
  const outcome = { allowed: true, standings, alongside: [], atMs };
  observe({ tenantId, subjects, resource, quantity: difference }, outcome);
  return quotaView(resource, outcome);
}

function unavailable(error: unknown): never {
  if (!(error instanceof StoreUnavailable)) throw error;
  throw new PlatformError(
    'SERVICE_UNAVAILABLE',
    'Quotas cannot be settled now: what was reserved stays charged.',
  );
}
