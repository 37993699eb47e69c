import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { releaseHold as run } from '../../use-cases/releaseHold.ts';
import { recordedHold } from '../recordedHold.ts';

export const releaseHold: MutationResolvers['releaseHold'] = async (_parent, { input }, context, info) => {
  const { holdId, idempotencyKey } = input;
  const sent = inputBeforeDefaults(info, context.variables);
  const released = await run(context.services, context, { holdId, idempotencyKey, input: sent });
  if (!released.ok) return refusalMember(released.error);
  return { __typename: 'ReleaseHoldSuccess', hold: await recordedHold(released.value, context) };
};
