import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { findByReference } from '../../read-models/transactions/find.ts';

export const transactionByReference: QueryResolvers['transactionByReference'] = (
  _parent,
  { ledgerId, reference },
  { actor, services },
) => {
  requireScope(actor, 'ledger:read');
  return findByReference(services.reader(actor.tenantId), ledgerId, reference);
};
