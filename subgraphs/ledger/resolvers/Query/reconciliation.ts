import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { findReconciliation } from '../../read-models/reconciliation/find.ts';

export const reconciliation: QueryResolvers['reconciliation'] = (_parent, { id }, { actor, services }) => {
  requireScope(actor, 'ledger:read');
  return findReconciliation(services.reader(actor.tenantId), id);
};
