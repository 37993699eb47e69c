import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, parseIdempotencyKey } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import type { Refusal } from 'platform/kernel/refusal';
import type { Result } from 'platform/kernel/result';
import type { BookCommand } from '../domain/book/command.ts';
import type { BookRefusal } from '../domain/book/entry.ts';
import type { HoldTerms } from '../domain/hold/hold.ts';
import { findHolds } from '../storage/stores/holds.ts';
import type { Receipt } from '../storage/writer/request.ts';
import { type KeyedCall, refuseUnderKey } from './refuseUnderKey.ts';
import type { Caller, Services } from './services.ts';

export interface ChangeHoldCall extends KeyedCall {
  readonly holdId: string;
}

export type UnknownHold = Refusal<'UnknownHold'>;

const unknownHold: UnknownHold = {
  type: 'UnknownHold',
  message: 'There is no such hold.',
  path: ['input', 'holdId'],
};

/** The frame of every later step of a hold. Its terms never change, so they are read before the book is locked. */
export async function changeHold(
  services: Services,
  caller: Caller,
  mutation: string,
  call: ChangeHoldCall,
  commandOn: (terms: HoldTerms) => BookCommand,
): Promise<Result<Receipt, BookRefusal | IdempotencyConflict | UnknownHold>> {
  const { actor, cause } = caller;
  requireScope(actor, 'ledger:write');
  const key = parseIdempotencyKey(call.idempotencyKey);
  const [hold] = await findHolds(services.reader(actor.tenantId), [call.holdId]);
  if (!hold) return refuseUnderKey(services, caller, mutation, call, unknownHold);
  return services.writer.post({
    tenantId: actor.tenantId,
    command: commandOn(hold),
    claim: { mutation, key, inputHash: hashInput(call.input) },
    cause,
    answerRefusal: false,
  });
}
