import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listHolds } from '../../read-models/holds/list.ts';

export const holds: QueryResolvers['holds'] = (
  _parent,
  { ledgerId, filter, ...page },
  { actor, services },
) => {
  requireScope(actor, 'ledger:read');
  return listHolds(services.reader(actor.tenantId), ledgerId, filter ?? {}, page);
};
