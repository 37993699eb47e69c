import { requireScope } from 'platform/auth/scopes';
import type { LedgerResolvers } from '../generated/resolvers.ts';

export const Ledger: LedgerResolvers = {
  __resolveReference: ({ id }, { actor, ledgers }) => {
    requireScope(actor, 'ledger:read');
    return ledgers.load(id);
  },
};
