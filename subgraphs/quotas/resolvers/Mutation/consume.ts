import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { consume as run } from '../../use-cases/consume.ts';
import { MAX_QUANTITY } from '../../use-cases/outcome.ts';
import { parseQuantity, parseResource, parseSubject } from '../parse.ts';

export const consume: MutationResolvers['consume'] = async (_parent, { input }, context, info) => {
  const consumed = await run(context.services, context, {
    subject: parseSubject(input.subject),
    resource: parseResource(input.resource),
    quantity: parseQuantity(input.quantity ?? 1n, 'quantity', -MAX_QUANTITY),
    dryRun: input.dryRun ?? false,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return consumed.ok
    ? { __typename: 'ConsumeSuccess', quota: consumed.value }
    : refusalMember(consumed.error);
};
