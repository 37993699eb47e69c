import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';

export const hold: QueryResolvers['hold'] = (_parent, { id }, { actor, holds }) => {
  requireScope(actor, 'ledger:read');
  return holds.load(id);
};
