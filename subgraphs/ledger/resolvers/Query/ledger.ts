import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';

export const ledger: QueryResolvers['ledger'] = (_parent, { id }, { actor, ledgers }) => {
  requireScope(actor, 'ledger:read');
  return ledgers.load(id);
};
