import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listReconciliations } from '../../read-models/reconciliation/list.ts';

export const reconciliations: QueryResolvers['reconciliations'] = (
  _parent,
  { accountId, ...page },
  { actor, services },
) => {
  requireScope(actor, 'ledger:read');
  return listReconciliations(services.reader(actor.tenantId), accountId, page);
};
