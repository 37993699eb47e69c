import type { QueryResolvers } from '../../generated/resolvers.ts';
import { getPayment } from '../../use-cases/getPayment.ts';

export const payment: QueryResolvers['payment'] = (_parent, { id }, context) => getPayment(context, id);
