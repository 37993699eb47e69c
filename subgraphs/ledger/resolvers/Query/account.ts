import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';

export const account: QueryResolvers['account'] = (_parent, { id }, { actor, accounts }) => {
  requireScope(actor, 'ledger:read');
  return accounts.load(id);
};
