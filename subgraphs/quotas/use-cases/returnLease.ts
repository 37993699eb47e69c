import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { requireService } from './authorise.ts';
import { closeReservation } from './closeReservation.ts';
import type { QuotaView } from './quotaView.ts';
import { decodeReservation } from './reservation.ts';
import type { Caller, Services } from './services.ts';

export interface ReturnLeaseCall {
  readonly leaseId: string;
  /** Below zero: so much more was used than was leased. */
  readonly unused: number;
}

export type LeaseClosed = Refusal<'LeaseClosed'>;

const leaseClosed: LeaseClosed = {
  type: 'LeaseClosed',
  message: 'The lease is returned or over, or there is no such lease.',
  path: ['input', 'leaseId'],
};

/** Ends a lease, once: what is unused comes back, what was used beyond it is charged. */
export async function returnLease(
  services: Services,
  { actor }: Pick<Caller, 'actor'>,
  { leaseId, unused }: ReturnLeaseCall,
): Promise<Result<QuotaView, LeaseClosed>> {
  requireService(actor);
  const lease = decodeReservation(leaseId);
  if (!lease) return refuse(leaseClosed);
  const closed = await closeReservation(services, actor.tenantId, lease, lease.quantity - unused);
  return closed ? ok(closed) : refuse(leaseClosed);
}
