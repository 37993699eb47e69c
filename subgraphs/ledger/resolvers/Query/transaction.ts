import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';

export const transaction: QueryResolvers['transaction'] = (_parent, { id }, { actor, transactions }) => {
  requireScope(actor, 'ledger:read');
  return transactions.load(id);
};
