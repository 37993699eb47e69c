import { refusalMember } from 'platform/graphql/errors';
import { parsePositiveMoney } from 'platform/graphql/money';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { captureHold as run } from '../../use-cases/captureHold.ts';
import { recorded } from '../recorded.ts';
import { recordedHold } from '../recordedHold.ts';

export const captureHold: MutationResolvers['captureHold'] = async (_parent, { input }, context, info) => {
  const captured = await run(context.services, context, {
    holdId: input.holdId,
    amount: input.amount ? parsePositiveMoney(input.amount, ['input', 'amount']) : undefined,
    final: input.final ?? true,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  if (!captured.ok) return refusalMember(captured.error);
  return {
    __typename: 'CaptureHoldSuccess',
    hold: await recordedHold(captured.value, context),
    transaction: await recorded(captured.value, context),
  };
};
