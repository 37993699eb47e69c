import { requireScope } from 'platform/auth/scopes';
import { PlatformError } from 'platform/errors/errors';
import { isTransient } from 'platform/errors/transient';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Subject } from '../domain/subject.ts';
import { requireOwnTenant } from './authorise.ts';
import { decideQuota, failsOpen, peekQuota, unavailableNow } from './decideQuota.ts';
import { type IdempotentInput, mutate } from './mutate.ts';
import type { Outcome, Wanted } from './outcome.ts';
import {
  type QuotaExceeded,
  type QuotaNotHeld,
  type QuotaView,
  quotaExceeded,
  quotaNotHeld,
  quotaView,
} from './quotaView.ts';
import type { Caller, Services } from './services.ts';

export interface ConsumeCall extends IdempotentInput {
  readonly subject: Subject;
  readonly resource: string;
  readonly quantity: number;
  /** Says what would be; takes nothing, and no key. */
  readonly dryRun: boolean;
}

type Refused = QuotaExceeded | QuotaNotHeld;

/**
 * Takes a quantity from what limits the subject. The store is asked while the key is claimed, for no longer than it
 * is given: whoever dies in between has it charged, and charged again by a retry, but nothing is ever admitted twice.
 * While keys cannot be had the policies say what holds: when all are OPEN it is decided without one. It is decided
 * once, also when a database that was silent goes on, and the key is claimed then.
 */
export async function consume(
  services: Services,
  { actor }: Caller,
  call: ConsumeCall,
): Promise<Result<QuotaView, Refused | IdempotencyConflict>> {
  requireScope(actor, 'quotas:write');
  const { tenantId } = actor;
  const { subject, resource, quantity } = call;
  requireOwnTenant(tenantId, subject);
  const wanted: Wanted = { tenantId, subjects: [subject], resource, quantity };
  if (call.dryRun) return consumed(wanted, await peekQuota(services, wanted));
  let deciding: Promise<Outcome> | undefined;
  try {
    return await services.heartbeat.whileItBeats(() =>
      mutate(services.unitOfWork, { ...call, mutation: 'consume', actor, tenantId }, async () => {
        deciding ??= decideQuota(services, wanted);
        return consumed(wanted, await deciding);
      }),
    );
  } catch (error) {
    if (error instanceof PlatformError || !isTransient(error)) throw error;
    deciding ??= decideWithoutKey(services, wanted);
    return consumed(wanted, await deciding.catch(undecided));
  }
}

async function decideWithoutKey(services: Services, wanted: Wanted): Promise<Outcome> {
  if (await failsOpen(services, wanted)) return decideQuota(services, wanted);
  throw unavailableNow();
}

/** Policies that are not known cannot be read now either. */
function undecided(error: unknown): never {
  throw isTransient(error) ? unavailableNow() : error;
}

function consumed({ resource, quantity }: Wanted, outcome: Outcome): Result<QuotaView, Refused> {
  if (outcome.allowed) return ok(quotaView(resource, outcome));
  return refuse(quantity < 0 ? quotaNotHeld(outcome) : quotaExceeded(outcome));
}
