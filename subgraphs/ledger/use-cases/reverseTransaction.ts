import { requireScope } from 'platform/auth/scopes';
import { type IdempotencyConflict, parseIdempotencyKey } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import { newId } from 'platform/kernel/ids';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result } from 'platform/kernel/result';
import { opposite } from '../domain/account/account.ts';
import type {
  AccountClosed,
  AccountFrozen,
  AlreadyReversed,
  InsufficientFunds,
  InvalidAmount,
  PeriodClosed,
} from '../domain/transaction/refusals.ts';
import type { PostTransaction, RecordedTransaction } from '../domain/transaction/transaction.ts';
import { findTransactions } from '../read-models/transactions/find.ts';
import type { Receipt } from '../storage/writer/request.ts';
import { mayOverride } from './mayOverride.ts';
import { narrow } from './narrow.ts';
import { type KeyedCall, refuseUnderKey } from './refuseUnderKey.ts';
import type { Caller, Services } from './services.ts';

export interface ReverseTransactionCall extends KeyedCall {
  readonly transactionId: string;
  /** When the reversal counts: from now, or from when the transaction did. */
  readonly effectiveAt: 'NOW' | 'ORIGINAL';
  readonly reason: string | null;
}

export type UnknownTransaction = Refusal<'UnknownTransaction'>;

const unknownTransaction: UnknownTransaction = {
  type: 'UnknownTransaction',
  message: 'There is no such transaction.',
  path: ['input', 'transactionId'],
};

const MUTATION = 'reverseTransaction';

/** Of the writer's, in the order of precedence. */
const REFUSALS = [
  'IdempotencyConflict',
  'InvalidAmount',
  'PeriodClosed',
  'AccountClosed',
  'AccountFrozen',
  'InsufficientFunds',
  'AlreadyReversed',
] as const;

/** Records the opposite of a transaction, once. What is recorded never changes, so it is read before the book is locked. */
export async function reverseTransaction(
  services: Services,
  caller: Caller,
  call: ReverseTransactionCall,
): Promise<
  Result<
    Receipt,
    | IdempotencyConflict
    | UnknownTransaction
    | InvalidAmount
    | PeriodClosed
    | AccountClosed
    | AccountFrozen
    | InsufficientFunds
    | AlreadyReversed
  >
> {
  const { actor, cause } = caller;
  requireScope(actor, 'ledger:write');
  const [original] = await findTransactions(services.reader(actor.tenantId), [call.transactionId]);
  if (!original) return refuseUnderKey(services, caller, MUTATION, call, unknownTransaction);
  const outcome = await services.writer.post({
    tenantId: actor.tenantId,
    command: { ...reversalOf(original, call), mayOverride: mayOverride(actor) },
    claim: {
      mutation: MUTATION,
      key: parseIdempotencyKey(call.idempotencyKey),
      inputHash: hashInput(call.input),
    },
    cause,
    answerRefusal: false,
  });
  return narrow(outcome, REFUSALS);
}

const reversalOf = (
  original: RecordedTransaction,
  call: ReverseTransactionCall,
): Omit<PostTransaction, 'mayOverride'> => ({
  kind: 'postTransaction',
  transactionId: newId('txn'),
  ledgerId: original.ledgerId,
  postings: original.postings.map(({ accountId, direction, amount }) => ({
    accountId,
    direction: opposite(direction),
    amount: ok(amount),
  })),
  effectiveAt: call.effectiveAt === 'ORIGINAL' ? original.effectiveAt : undefined,
  description: call.reason,
  reference: null,
  metadata: null,
  reverses: original.transactionId,
});
