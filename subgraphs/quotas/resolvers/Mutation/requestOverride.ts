import { refusalMember } from 'platform/graphql/errors';
import { inputBeforeDefaults } from 'platform/graphql/mutation-input';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { requestOverride as run } from '../../use-cases/requestOverride.ts';
import { optionalAmount, parseAmount, parseSubject } from '../parse.ts';

export const requestOverride: MutationResolvers['requestOverride'] = async (
  _parent,
  { input },
  context,
  info,
) => {
  const requested = await run(context.services, context, {
    tenantId: input.tenantId ?? null,
    ofPlatform: input.ofPlatform ?? false,
    policyId: input.policyId,
    subject: parseSubject(input.subject),
    limit: parseAmount(input.limit, 'limit'),
    burst: optionalAmount(input.burst, 'burst'),
    from: input.from ?? null,
    until: input.until,
    reason: input.reason,
    idempotencyKey: input.idempotencyKey,
    input: inputBeforeDefaults(info, context.variables),
  });
  return requested.ok
    ? { __typename: 'RequestOverrideSuccess', override: requested.value }
    : refusalMember(requested.error);
};
