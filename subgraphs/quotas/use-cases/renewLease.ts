import type { Result } from 'platform/kernel/result';
import { type AcquireLeaseCall, acquireLease, type LeasedView } from './acquireLease.ts';
import type { QuotaExceeded } from './quotaView.ts';
import { type ReturnLeaseCall, returnLease } from './returnLease.ts';
import type { Caller, Services } from './services.ts';

/** Ends a lease and acquires the next one. One that is over already has nothing to give back. */
export async function renewLease(
  services: Services,
  caller: Pick<Caller, 'actor'>,
  { leaseId, unused, ...call }: ReturnLeaseCall & AcquireLeaseCall,
): Promise<Result<LeasedView, QuotaExceeded>> {
  await returnLease(services, caller, { leaseId, unused });
  return acquireLease(services, caller, call);
}
