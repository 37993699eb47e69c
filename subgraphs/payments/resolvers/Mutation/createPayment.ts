import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { createPayment as run } from '../../use-cases/createPayment.ts';

export const createPayment: MutationResolvers['createPayment'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const created = await run(context.services, context, {
    amount: input.amount,
    captureMethod: input.captureMethod ?? 'AUTOMATIC',
    description: input.description ?? null,
    confirm: input.confirm ?? false,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return created.ok
    ? { __typename: 'CreatePaymentSuccess', payment: created.value }
    : refusalMember(created.error);
};
