import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { requireService } from './authorise.ts';
import { closeReservation } from './closeReservation.ts';
import type { QuotaView } from './quotaView.ts';
import { closing } from './reservation.ts';
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

/** Says what was used of a reservation, once: less comes back, never above the burst; more is charged, also below zero. */
export async function settle(
  services: Services,
  { actor }: Pick<Caller, 'actor'>,
  { reservationId, actual }: SettleCall,
): Promise<Result<QuotaView, ReservationClosed>> {
  requireService(actor);
  const reservation = services.reservationIds.decode(actor.tenantId, 'reservation', reservationId);
  if (!reservation) return refuse(reservationClosed);
  const difference = actual - reservation.quantity;
  const end = closing(reservation);
  const settled = await closeReservation(services, actor.tenantId, reservation, difference, end);
  return settled ? ok(settled) : refuse(reservationClosed);
}
