import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listAccounts } from '../../read-models/accounts/list.ts';

export const accounts: QueryResolvers['accounts'] = (_parent, { ledgerId, filter, ...page }, context) => {
  requireScope(context.actor, 'ledger:read');
  return listAccounts(context.services.unitOfWork, context.actor.tenantId, ledgerId, filter ?? {}, page);
};
