import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listCashPoints } from '../../read-models/cash-points/list.ts';

export const cashPoints: QueryResolvers['cashPoints'] = (
  _parent,
  { ledgerId, ...page },
  { actor, services },
) => {
  requireScope(actor, 'ledger:read');
  return listCashPoints(services.reader(actor.tenantId), ledgerId, page);
};
