import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import { present } from 'platform/kernel/assert';
import { MAX_DESCRIPTION_LENGTH } from '../../domain/transaction/transaction.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { reverseTransaction as run } from '../../use-cases/reverseTransaction.ts';
import { optionalText } from '../parse.ts';

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
  const transaction = present(await context.transactions.load(reversed.value), 'what was posted is there');
  return { __typename: 'ReverseTransactionSuccess', transaction };
};
