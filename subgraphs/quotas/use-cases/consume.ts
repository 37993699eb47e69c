import { requireScope } from 'platform/auth/scopes';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Subject } from '../domain/subject.ts';
import { decideQuota, peekQuota } from './decideQuota.ts';
import { type IdempotentInput, mutate } from './mutate.ts';
import type { Outcome, Wanted } from './outcome.ts';
import { type QuotaExceeded, type QuotaView, quotaExceeded, quotaView } from './quotaView.ts';
import type { Caller, Services } from './services.ts';

export interface ConsumeCall extends IdempotentInput {
  readonly subject: Subject;
  readonly resource: string;
  readonly quantity: number;
  /** Says what would be; takes nothing, and no key. */
  readonly dryRun: boolean;
}

type Consumed = Result<QuotaView, QuotaExceeded>;

/**
 * Takes a quantity from what limits the subject. The store is asked while the key is claimed, for at most the 40 ms it
 * is given: whoever dies in between has it charged, and charged again by a retry, but nothing is ever admitted twice.
 */
export async function consume(
  services: Services,
  { actor }: Caller,
  call: ConsumeCall,
): Promise<Result<QuotaView, QuotaExceeded | IdempotencyConflict>> {
  requireScope(actor, 'quotas:write');
  const { tenantId } = actor;
  const { subject, resource, quantity } = call;
  const wanted: Wanted = { tenantId, subjects: [subject], resource, quantity };
  if (call.dryRun) return consumed(resource, await peekQuota(services, wanted));
  return mutate(services.unitOfWork, { ...call, mutation: 'consume', actor, tenantId }, async () =>
    consumed(resource, await decideQuota(services, wanted)),
  );
}

const consumed = (resource: string, outcome: Outcome): Consumed =>
  outcome.allowed ? ok(quotaView(resource, outcome)) : refuse(quotaExceeded(outcome));
