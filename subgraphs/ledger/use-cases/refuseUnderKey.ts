import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Receipt } from '../storage/writer/request.ts';
import type { Caller, Services } from './services.ts';

export interface KeyedCall {
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** There is nothing for the writer to decide, but the key is used up all the same, if it was not before. */
export async function refuseUnderKey<R extends Refusal>(
  { unitOfWork }: Services,
  { actor }: Caller,
  mutation: string,
  { idempotencyKey: key, input }: KeyedCall,
  refusal: R,
): Promise<Result<Receipt, R | IdempotencyConflict>> {
  const outcome = await unitOfWork(actor.tenantId, (uow) =>
    idempotent<readonly string[], R>(uow, { mutation, key, input, actor }, async () => refuse(refusal)),
  );
  return outcome.ok ? ok({ ids: outcome.value }) : outcome;
}
