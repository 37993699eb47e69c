import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listPayments } from '../../use-cases/listPayments.ts';

export const payments: QueryResolvers['payments'] = (_parent, { filter, ...page }, context) =>
  listPayments(context.services, context, filter ?? {}, page);
