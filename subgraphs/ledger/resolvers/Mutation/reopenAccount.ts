import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { reopenAccount as run } from '../../use-cases/reopenAccount.ts';
import { statusCall } from '../statusCall.ts';

export const reopenAccount: MutationResolvers['reopenAccount'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const changed = await run(context.services, context, statusCall(input, context, info));
  if (!changed.ok) return refusalMember(changed.error);
  return { __typename: 'ReopenAccountSuccess', account: changed.value };
};
