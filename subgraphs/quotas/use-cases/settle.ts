import { PlatformError } from 'platform/errors/errors';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { StoreUnavailable } from '../storage/stores/port.ts';
import { requireService } from './authorise.ts';
import { askOf } from './decideQuota.ts';
import { type QuotaView, quotaView } from './quotaView.ts';
import { closing, decodeReservation, type Reservation } from './reservation.ts';
import type { Caller, Services } from './services.ts';

export interface SettleCall {
  readonly reservationId: string;
  /** What was used. */
  readonly actual: number;
}

export type ReservationClosed = Refusal<'ReservationClosed'>;

const reservationClosed: ReservationClosed = {
  type: 'ReservationClosed',
  message: 'The reservation is settled or has expired, or there is no such reservation.',
  path: ['input', 'reservationId'],
};

/**
 * Says what was used of a reservation, once: less comes back, never above the burst; more is charged too, also below
 * zero. Policies that were deleted meanwhile have nothing to settle.
 */
export async function settle(
  services: Services,
  { actor }: Pick<Caller, 'actor'>,
  { reservationId, actual }: SettleCall,
): Promise<Result<QuotaView, ReservationClosed>> {
  requireService(actor);
  const reservation = decodeReservation(reservationId);
  return reservation ? settled(services, actor.tenantId, reservation, actual) : refuse(reservationClosed);
}

async function settled(
  { policyBook, store, observe }: Services,
  tenantId: Caller['actor']['tenantId'],
  { name, subjects, resource, quantity, keys }: Reservation,
  actual: number,
): Promise<Result<QuotaView, ReservationClosed>> {
  const limits = await policyBook.limitsOf(tenantId, subjects, resource);
  const charged = limits.filter(({ key }) => keys.includes(key));
  const difference = actual - quantity;
  const asks = charged.map((limit) => ({ ...askOf(limit, difference), forced: true }));
  const verdict = await store.decide(tenantId, [...asks, closing(name)]).catch(unavailable);
  if (!verdict.allowed) return refuse(reservationClosed);
  const { answers, atMs } = verdict;
  const standings = charged.flatMap((limit, index) => {
    const answer = answers[index];
    return answer ? [{ limit, answer }] : [];
  });
  const outcome = { allowed: true, standings, alongside: [], atMs };
  observe({ tenantId, subjects, resource, quantity: difference }, outcome);
  return ok(quotaView(resource, outcome));
}

function unavailable(error: unknown): never {
  if (!(error instanceof StoreUnavailable)) throw error;
  throw new PlatformError(
    'SERVICE_UNAVAILABLE',
    'Quotas cannot be settled now: what was reserved stays charged.',
  );
}
