import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { settle as run } from '../../use-cases/settle.ts';
import { parseQuantity } from '../parse.ts';

export const settle: MutationResolvers['settle'] = async (_parent, { input }, context) => {
  const { reservationId } = input;
  const actual = parseQuantity(input.actual, 'actual');
  const settled = await run(context.services, context, { reservationId, actual });
  return settled.ok ? { __typename: 'SettleSuccess', quota: settled.value } : refusalMember(settled.error);
};
