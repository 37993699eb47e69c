import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { deletePolicy as run } from '../../use-cases/deletePolicy.ts';

export const deletePolicy: MutationResolvers['deletePolicy'] = async (_parent, { input }, context, info) => {
  const deleted = await run(context.services, context, {
    tenantId: input.tenantId ?? null,
    policyId: input.policyId,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return deleted.ok
    ? { __typename: 'DeletePolicySuccess', policyId: deleted.value }
    : refusalMember(deleted.error);
};
