import { PlatformError } from 'platform/errors/errors';
import type { TenantId } from 'platform/kernel/ids';
import { StoreUnavailable } from '../storage/stores/port.ts';
import { askOf } from './decideQuota.ts';
import { type QuotaView, quotaView } from './quotaView.ts';
import { closing, type Reservation } from './reservation.ts';
import type { Services } from './services.ts';

/**
 * Charges what was used in the place of what was reserved, once; undefined: it is closed. Policies that were deleted
 * meanwhile have nothing to settle. Fails with SERVICE_UNAVAILABLE.
 */
export async function closeReservation(
  { policyBook, store, observe }: Pick<Services, 'policyBook' | 'store' | 'observe'>,
  tenantId: TenantId,
  { name, subjects, resource, quantity, keys }: Reservation,
  actual: number,
): Promise<QuotaView | undefined> {
  const limits = await policyBook.limitsOf(tenantId, subjects, resource);
  const charged = limits.filter(({ key }) => keys.includes(key));
  const difference = actual - quantity;
  const asks = charged.map((limit) => ({ ...askOf(limit, difference), forced: true }));
  const verdict = await store.decide(tenantId, [...asks, closing(name)]).catch(unavailable);
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
