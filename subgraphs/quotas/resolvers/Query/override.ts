import type { QueryResolvers } from '../../generated/resolvers.ts';
import { getOverride } from '../../use-cases/getOverride.ts';

export const override: QueryResolvers['override'] = (_parent, { id, tenantId }, context) =>
  getOverride(context.services, context, id, tenantId);
