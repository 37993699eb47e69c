import type { QueryResolvers } from '../../generated/resolvers.ts';
import { getPolicy } from '../../use-cases/getPolicy.ts';

export const policy: QueryResolvers['policy'] = (_parent, { id, tenantId }, context) =>
  getPolicy(context.services, context, id, tenantId);
