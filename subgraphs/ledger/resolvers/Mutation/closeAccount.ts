import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { closeAccount as run } from '../../use-cases/closeAccount.ts';
import { statusCall } from '../statusCall.ts';

export const closeAccount: MutationResolvers['closeAccount'] = async (_parent, { input }, context, info) => {
  const changed = await run(context.services, context, statusCall(input, context, info));
  if (!changed.ok) return refusalMember(changed.error);
  return { __typename: 'CloseAccountSuccess', account: changed.value };
};
