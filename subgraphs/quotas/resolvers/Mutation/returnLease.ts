import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { returnLease as run } from '../../use-cases/returnLease.ts';
import { parseUnused } from '../parse.ts';

export const returnLease: MutationResolvers['returnLease'] = async (_parent, { input }, context) => {
  const returned = await run(context.services, context, parseUnused(input));
  return returned.ok
    ? { __typename: 'ReturnLeaseSuccess', quota: returned.value }
    : refusalMember(returned.error);
};
