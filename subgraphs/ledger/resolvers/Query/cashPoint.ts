import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';

export const cashPoint: QueryResolvers['cashPoint'] = (_parent, { id }, { actor, cashPoints }) => {
  requireScope(actor, 'ledger:read');
  return cashPoints.load(id);
};
