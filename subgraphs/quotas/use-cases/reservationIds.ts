import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TenantId } from 'platform/kernel/ids';
import type { Reservation } from './reservation.ts';

/** Reservations and leases as their holders keep them: what they say was said by us, to this tenant. */
export interface ReservationIds {
  encode(tenantId: TenantId, reservation: Reservation): string;
  /** Undefined for what is not such an id, or is of the other kind, which ends in another way. */
  decode(tenantId: TenantId, kind: Reservation['kind'], id: string): Reservation | undefined;
}

/** The same reservation has the same id on all instances that have the secret. */
export function createReservationIds(secret: Buffer): ReservationIds {
  const sealOf = (tenantId: TenantId, text: string): string =>
    createHmac('sha256', secret).update(`${tenantId} ${text}`).digest('base64url');

  return {
    encode(tenantId, reservation) {
      const text = Buffer.from(JSON.stringify(reservation)).toString('base64url');
      return `${text}.${sealOf(tenantId, text)}`;
    },
    decode(tenantId, kind, id) {
      const end = id.lastIndexOf('.');
      const text = id.slice(0, end);
      if (!isSame(id.slice(end + 1), sealOf(tenantId, text))) return undefined;
      const reservation = JSON.parse(Buffer.from(text, 'base64url').toString()) as Reservation;
      return reservation.kind === kind ? reservation : undefined;
    },
  };
}

/** Takes as long whatever differs. */
function isSame(one: string, other: string): boolean {
  const [ones, others] = [Buffer.from(one), Buffer.from(other)];
  return ones.length === others.length && timingSafeEqual(ones, others);
}
