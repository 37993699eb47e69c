import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { resetUsage as run } from '../../use-cases/resetUsage.ts';
import { parseSubject } from '../parse.ts';

export const resetUsage: MutationResolvers['resetUsage'] = async (_parent, { input }, context, info) => {
  const reset = await run(context.services, context, {
    tenantId: input.tenantId ?? null,
    policyId: input.policyId,
    subject: parseSubject(input.subject),
    subjectTenantId: input.subjectTenantId ?? null,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return reset.ok ? { __typename: 'ResetUsageSuccess', policyId: reset.value } : refusalMember(reset.error);
};
