import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { requireService } from './authorise.ts';
import { closeReservation } from './closeReservation.ts';
import type { QuotaView } from './quotaView.ts';
import { closingPart } from './reservation.ts';
import type { Caller, Services } from './services.ts';

export interface ReturnLeaseCall {
  readonly leaseId: string;
  /** Below zero: so much more was used than was leased. */
  readonly unused: number;
}

export type LeaseClosed = Refusal<'LeaseClosed'>;

const leaseClosed: LeaseClosed = {
  type: 'LeaseClosed',
  message: 'So much of the lease is not out any more, or there is no such lease.',
  path: ['input', 'leaseId'],
};

/**
 * What is unused of a lease comes back, what was used beyond it is charged; also in parts, while a minute lasts: what
 * was taken of a lease may turn out not to be needed when the lease itself is over.
 */
export async function returnLease(
  services: Services,
  { actor }: Pick<Caller, 'actor'>,
  { leaseId, unused }: ReturnLeaseCall,
): Promise<Result<QuotaView, LeaseClosed>> {
  requireService(actor);
  const lease = services.reservationIds.decode(actor.tenantId, 'lease', leaseId);
  if (!lease) return refuse(leaseClosed);
  const end = closingPart(lease, Math.max(0, unused));
  const closed = await closeReservation(services, actor.tenantId, lease, -unused, end);
  return closed ? ok(closed) : refuse(leaseClosed);
}
