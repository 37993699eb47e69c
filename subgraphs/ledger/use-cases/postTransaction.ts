import { requireScope } from 'platform/auth/scopes';
import { parseIdempotencyKey } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import type { PostTransaction } from '../domain/transaction/transaction.ts';
import { mayOverride } from './mayOverride.ts';
import { narrow } from './narrow.ts';
import type { Caller, Services } from './services.ts';

export interface PostTransactionCall {
  readonly command: Omit<PostTransaction, 'mayOverride'>;
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

/** In the order of precedence. */
export const POST_REFUSALS = [
  'IdempotencyConflict',
  'UnknownLedger',
  'UnknownAccount',
  'InvalidAmount',
  'UnbalancedTransaction',
  'CurrencyMismatch',
  'PeriodClosed',
  'AccountClosed',
  'AccountFrozen',
  'InsufficientFunds',
] as const;

/** Records a transaction. The writer groups it with what others ask of the same book. */
export async function postTransaction(
  { writer }: Services,
  { actor, cause }: Caller,
  { command, idempotencyKey, input }: PostTransactionCall,
) {
  requireScope(actor, 'ledger:write');
  const outcome = await writer.post({
    tenantId: actor.tenantId,
    command: { ...command, mayOverride: mayOverride(actor) },
    claim: {
      mutation: 'postTransaction',
      key: parseIdempotencyKey(idempotencyKey),
      inputHash: hashInput(input),
    },
    cause,
    answerRefusal: false,
  });
  return narrow(outcome, POST_REFUSALS);
}
