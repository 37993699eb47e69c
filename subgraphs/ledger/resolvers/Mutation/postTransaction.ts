import { badInput } from 'platform/errors/errors';
import { refusalMember } from 'platform/graphql/errors';
import { parsePositiveMoney } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { newId } from 'platform/kernel/ids';
import type { LedgerId } from '../../domain/account/account.ts';
import {
  MAX_DESCRIPTION_LENGTH,
  MAX_POSTINGS,
  MAX_REFERENCE_LENGTH,
  MIN_POSTINGS,
} from '../../domain/transaction/transaction.ts';
import type { MutationResolvers, PostTransactionInput } from '../../generated/resolvers.ts';
import { type PostTransactionCall, postTransaction as run } from '../../use-cases/postTransaction.ts';
import { optionalEffectiveTime, optionalMetadata, optionalText } from '../parse.ts';
import { recorded } from '../recorded.ts';

export const postTransaction: MutationResolvers['postTransaction'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const { idempotencyKey } = input;
  const sent = inputBeforeDefaults(info, context.variables);
  const posted = await run(context.services, context, { command: parse(input), idempotencyKey, input: sent });
  if (!posted.ok) return refusalMember(posted.error);
  return { __typename: 'PostTransactionSuccess', transaction: await recorded(posted.value, context) };
};

function parse(input: PostTransactionInput): PostTransactionCall['command'] {
  const { ledgerId, postings } = input;
  if (postings.length < MIN_POSTINGS || postings.length > MAX_POSTINGS) {
    throw badInput(`"postings" must be ${MIN_POSTINGS} to ${MAX_POSTINGS}.`, ['input', 'postings']);
  }
  return {
    transactionId: newId('txn'),
    ledgerId: ledgerId as LedgerId,
    postings: postings.map(({ accountId, direction, amount }, index) => ({
      accountId,
      direction,
      amount: parsePositiveMoney(amount, ['input', 'postings', String(index), 'amount']),
    })),
    effectiveAt: optionalEffectiveTime(input.effectiveAt),
    description: optionalText(input.description, 'description', MAX_DESCRIPTION_LENGTH),
    reference: optionalText(input.reference, 'reference', MAX_REFERENCE_LENGTH),
    metadata: optionalMetadata(input.metadata),
    reverses: null,
  };
}
