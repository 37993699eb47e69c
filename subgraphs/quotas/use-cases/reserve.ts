import { parseIdempotencyKey } from 'platform/graphql/idempotency';
import { type Instant, instantOf } from 'platform/kernel/clock';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Subject } from '../domain/subject.ts';
import { requireOwnTenant, requireService } from './authorise.ts';
import { decideQuota } from './decideQuota.ts';
import type { Outcome } from './outcome.ts';
import { type QuotaExceeded, type QuotaView, quotaExceeded, quotaView } from './quotaView.ts';
import { chargeOf, opening, RESERVATION_TTL_MS, reservationName } from './reservation.ts';
import type { Caller, Services } from './services.ts';

export interface ReserveCall {
  readonly subjects: readonly Subject[];
  readonly resource: string;
  readonly quantity: number;
  readonly idempotencyKey: string;
}

export interface ReservationView extends QuotaView {
  readonly id: string;
  readonly expiresAt: Instant;
}

/** Takes a quantity from what limits all the subjects, until it is settled as what was used. */
export async function reserve(
  services: Services,
  { actor }: Pick<Caller, 'actor'>,
  { subjects, resource, quantity, idempotencyKey }: ReserveCall,
): Promise<Result<ReservationView, QuotaExceeded>> {
  requireService(actor);
  for (const [n, subject] of subjects.entries())
    requireOwnTenant(actor.tenantId, subject, ['input', 'subjects', String(n)]);
  const wanted = { tenantId: actor.tenantId, subjects, resource, quantity };
  const name = reservationName(wanted, parseIdempotencyKey(idempotencyKey));
  const outcome = await decideQuota(services, wanted, [opening(name)]);
  const isRepeated = isReserved(outcome);
  if (!outcome.allowed && !isRepeated) return refuse(quotaExceeded(outcome));
  const taken = outcome.standings.filter(({ answer }) => answer.allowed || isRepeated);
  const charge = chargeOf(outcome, taken);
  return ok({
    ...quotaView(resource, outcome),
    id: services.reservationIds.encode(actor.tenantId, {
      kind: 'reservation',
      ...{ name, subjects, resource, quantity },
      ...charge,
    }),
    expiresAt: instantOf(BigInt(outcome.atMs + lifeLeft(outcome)) * 1_000n),
  });
}

/** Of one that was reserved before less than of a new one. */
const lifeLeft = ({ alongside }: Outcome): number => alongside[0]?.resetAfterMs ?? RESERVATION_TTL_MS;

/** It was reserved before, by the same call. */
const isReserved = ({ alongside }: Outcome): boolean => alongside.some(({ allowed }) => !allowed);
