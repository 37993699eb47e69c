import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { renewLease as run } from '../../use-cases/renewLease.ts';
import { parseLease, parseUnused } from '../parse.ts';

export const renewLease: MutationResolvers['renewLease'] = async (_parent, { input }, context) => {
  const leased = await run(context.services, context, { ...parseLease(input), ...parseUnused(input) });
  return leased.ok ? { __typename: 'RenewLeaseSuccess', ...leased.value } : refusalMember(leased.error);
};
