import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listTransactions } from '../../read-models/transactions/list.ts';

export const transactions: QueryResolvers['transactions'] = (
  _parent,
  { ledgerId, filter, ...page },
  context,
) => {
  requireScope(context.actor, 'ledger:read');
  return listTransactions(context.services.unitOfWork, context.actor.tenantId, ledgerId, filter ?? {}, page);
};
