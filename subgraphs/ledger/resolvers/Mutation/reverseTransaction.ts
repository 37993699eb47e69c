import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { MAX_DESCRIPTION_LENGTH } from '../../domain/transaction/transaction.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { reverseTransaction as run } from '../../use-cases/reverseTransaction.ts';
import { optionalText } from '../parse.ts';
import { recorded } from '../recorded.ts';

export const reverseTransaction: MutationResolvers['reverseTransaction'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const reversed = await run(context.services, context, {
    transactionId: input.transactionId,
    effectiveAt: input.effectiveAt ?? 'NOW',
    reason: optionalText(input.reason, 'reason', MAX_DESCRIPTION_LENGTH),
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  if (!reversed.ok) return refusalMember(reversed.error);
  return { __typename: 'ReverseTransactionSuccess', transaction: await recorded(reversed.value, context) };
};
