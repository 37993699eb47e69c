import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listFxRates } from '../../read-models/fx-rates/list.ts';

export const fxRates: QueryResolvers['fxRates'] = (
  _parent,
  { ledgerId, filter, ...page },
  { actor, services },
) => {
  requireScope(actor, 'ledger:read');
  return listFxRates(services.reader(actor.tenantId), ledgerId, filter ?? {}, page);
};
