import { badInput } from 'platform/errors/errors';
import { parsePositiveMoney } from 'platform/graphql/money';
import { newId } from 'platform/kernel/ids';
import type { LedgerId } from '../domain/account/account.ts';
import { MAX_DESCRIPTION_LENGTH, MAX_POSTINGS, MIN_POSTINGS } from '../domain/transaction/transaction.ts';
import type { PostingInput, PostTransactionInput } from '../generated/resolvers.ts';
import type { PostTransactionCall } from '../use-cases/postTransaction.ts';
import { INPUT, optionalEffectiveTime, optionalMetadata, optionalReference, optionalText } from './parse.ts';

/** Reads a transaction that stands at `at` in the arguments. Fails with BAD_USER_INPUT. */
export function parsePostTransaction(
  input: PostTransactionInput,
  at: readonly string[] = INPUT,
): PostTransactionCall['command'] {
  const { ledgerId, postings } = input;
  requirePostings(postings, [...at, 'postings']);
  return {
    kind: 'postTransaction',
    transactionId: newId('txn'),
    ledgerId: ledgerId as LedgerId,
    postings: postings.map(({ accountId, direction, amount }, index) => ({
      accountId,
      direction,
      amount: parsePositiveMoney(amount, ['input', 'postings', String(index), 'amount']),
    })),
    effectiveAt: optionalEffectiveTime(input.effectiveAt, at),
    description: optionalText(input.description, 'description', MAX_DESCRIPTION_LENGTH, at),
    reference: optionalReference(input.reference, at),
    metadata: optionalMetadata(input.metadata, at),
    reverses: null,
  };
}

function requirePostings(postings: readonly PostingInput[], at: readonly string[]): void {
  if (postings.length < MIN_POSTINGS || postings.length > MAX_POSTINGS) {
    throw badInput(`"postings" must have ${MIN_POSTINGS} to ${MAX_POSTINGS} entries.`, at);
  }
  const debited = new Set(
    postings.filter(({ direction }) => direction === 'DEBIT').map(({ accountId }) => accountId),
  );
  const both = postings.findIndex(
    ({ direction, accountId }) => direction === 'CREDIT' && debited.has(accountId),
  );
  if (both >= 0) throw badInput('An account is on both sides.', [...at, String(both), 'accountId']);
}
