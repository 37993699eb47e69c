import { refusalMember } from 'platform/graphql/errors';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { reserve as run } from '../../use-cases/reserve.ts';
import { parseQuantity, parseResource, parseSubjects } from '../parse.ts';

export const reserve: MutationResolvers['reserve'] = async (_parent, { input }, context) => {
  const reserved = await run(context.services, context, {
    subjects: parseSubjects(input.subjects),
    resource: parseResource(input.resource),
    quantity: parseQuantity(input.quantity, 'quantity'),
    idempotencyKey: input.idempotencyKey,
  });
  return reserved.ok
    ? { __typename: 'ReserveSuccess', reservation: reserved.value }
    : refusalMember(reserved.error);
};
