import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { rejectOverride as run } from '../../use-cases/rejectOverride.ts';

export const rejectOverride: MutationResolvers['rejectOverride'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const changed = await run(context.services, context, {
    tenantId: input.tenantId ?? null,
    overrideId: input.overrideId,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return changed.ok
    ? { __typename: 'RejectOverrideSuccess', override: changed.value }
    : refusalMember(changed.error);
};
