import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listOverrides } from '../../use-cases/listOverrides.ts';

export const overrides: QueryResolvers['overrides'] = (_parent, { tenantId, filter, ...page }, context) =>
  listOverrides(context.services, context, tenantId, filter ?? {}, page);
