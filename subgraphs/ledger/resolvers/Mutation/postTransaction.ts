import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { postTransaction as run } from '../../use-cases/postTransaction.ts';
import { parsePostTransaction } from '../postTransactionInput.ts';
import { recorded } from '../recorded.ts';

export const postTransaction: MutationResolvers['postTransaction'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const posted = await run(context.services, context, {
    command: parsePostTransaction(input),
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  if (!posted.ok) return refusalMember(posted.error);
  return { __typename: 'PostTransactionSuccess', transaction: await recorded(posted.value, context) };
};
