import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listLedgers } from '../../read-models/ledgers/list.ts';

export const ledgers: QueryResolvers['ledgers'] = (_parent, page, { actor, services }) => {
  requireScope(actor, 'ledger:read');
  return listLedgers(services.unitOfWork, actor.tenantId, page);
};
