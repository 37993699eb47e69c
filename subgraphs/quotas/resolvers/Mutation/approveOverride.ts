import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { approveOverride as run } from '../../use-cases/approveOverride.ts';

export const approveOverride: MutationResolvers['approveOverride'] = async (
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
    ? { __typename: 'ApproveOverrideSuccess', override: changed.value }
    : refusalMember(changed.error);
};
