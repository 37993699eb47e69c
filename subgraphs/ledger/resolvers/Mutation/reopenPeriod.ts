import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { reopenPeriod as run } from '../../use-cases/reopenPeriod.ts';

export const reopenPeriod: MutationResolvers['reopenPeriod'] = async (_parent, { input }, context, info) => {
  const sent = inputBeforeDefaults(info, context.variables);
  const changed = await run(context.services, context, { ...input, input: sent });
  if (!changed.ok) return refusalMember(changed.error);
  return { __typename: 'ReopenPeriodSuccess', period: changed.value };
};
