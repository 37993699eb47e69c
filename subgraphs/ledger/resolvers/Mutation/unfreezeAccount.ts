import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { unfreezeAccount as run } from '../../use-cases/unfreezeAccount.ts';
import { statusCall } from '../statusCall.ts';

export const unfreezeAccount: MutationResolvers['unfreezeAccount'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const changed = await run(context.services, context, statusCall(input, context, info));
  if (!changed.ok) return refusalMember(changed.error);
  return { __typename: 'UnfreezeAccountSuccess', account: changed.value };
};
