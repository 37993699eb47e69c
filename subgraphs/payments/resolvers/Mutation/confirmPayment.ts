import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { confirmPayment as run } from '../../use-cases/confirmPayment.ts';

export const confirmPayment: MutationResolvers['confirmPayment'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const confirmed = await run(context.services, context, {
    paymentId: input.paymentId,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return confirmed.ok
    ? { __typename: 'ConfirmPaymentSuccess', payment: confirmed.value }
    : refusalMember(confirmed.error);
};
