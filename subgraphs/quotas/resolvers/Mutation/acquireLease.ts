import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { acquireLease as run } from '../../use-cases/acquireLease.ts';
import { parseLease } from '../parse.ts';

export const acquireLease: MutationResolvers['acquireLease'] = async (_parent, { input }, context) => {
  const leased = await run(context.services, context, parseLease(input));
  return leased.ok ? { __typename: 'AcquireLeaseSuccess', ...leased.value } : refusalMember(leased.error);
};
