import { requireScope } from 'platform/auth/scopes';
import { parseIdempotencyKey } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import type { PlaceHold } from '../domain/hold/commands.ts';
import { mayOverride } from './mayOverride.ts';
import { narrow } from './narrow.ts';
import type { Caller, Services } from './services.ts';

export interface PlaceHoldCall {
  readonly command: Omit<PlaceHold, 'mayOverride'>;
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** In the order of precedence. */
const REFUSALS = [
  'IdempotencyConflict',
  'UnknownLedger',
  'UnknownAccount',
  'InvalidAmount',
  'CurrencyMismatch',
  'AccountClosed',
  'AccountFrozen',
  'InsufficientFunds',
  'HoldExpired',
] as const;

/** Promises money from one account to another. */
export async function placeHold(
  { writer }: Services,
  { actor, cause }: Caller,
  { command, idempotencyKey, input }: PlaceHoldCall,
) {
  requireScope(actor, 'ledger:write');
  const outcome = await writer.post({
    tenantId: actor.tenantId,
    command: { ...command, mayOverride: mayOverride(actor) },
    claim: { mutation: 'placeHold', key: parseIdempotencyKey(idempotencyKey), inputHash: hashInput(input) },
    cause,
    answerRefusal: false,
  });
  return narrow(outcome, REFUSALS);
}
