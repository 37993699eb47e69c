import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { capturePayment as run } from '../../use-cases/capturePayment.ts';

export const capturePayment: MutationResolvers['capturePayment'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const captured = await run(context.services, context, {
    paymentId: input.paymentId,
    amount: input.amount ?? null,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return captured.ok
    ? { __typename: 'CapturePaymentSuccess', payment: captured.value }
    : refusalMember(captured.error);
};
