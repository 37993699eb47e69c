import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { freezeAccount as run } from '../../use-cases/freezeAccount.ts';
import { statusCall } from '../statusCall.ts';

export const freezeAccount: MutationResolvers['freezeAccount'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const changed = await run(context.services, context, statusCall(input, context, info));
  if (!changed.ok) return refusalMember(changed.error);
  return { __typename: 'FreezeAccountSuccess', account: changed.value };
};
