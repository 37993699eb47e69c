import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { revokeOverride as run } from '../../use-cases/revokeOverride.ts';

export const revokeOverride: MutationResolvers['revokeOverride'] = async (
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
    ? { __typename: 'RevokeOverrideSuccess', override: changed.value }
    : refusalMember(changed.error);
};
