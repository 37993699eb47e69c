import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listPolicies } from '../../use-cases/listPolicies.ts';

export const policies: QueryResolvers['policies'] = (
  _parent,
  { tenantId, filter, includeDeleted, ...page },
  context,
) => listPolicies(context.services, context, tenantId, { ...filter, includeDeleted }, page);
