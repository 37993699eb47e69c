import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { closePeriod as run } from '../../use-cases/closePeriod.ts';

export const closePeriod: MutationResolvers['closePeriod'] = async (_parent, { input }, context, info) => {
  const sent = inputBeforeDefaults(info, context.variables);
  const changed = await run(context.services, context, { ...input, input: sent });
  if (!changed.ok) return refusalMember(changed.error);
  return { __typename: 'ClosePeriodSuccess', period: changed.value };
};
