import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { openTrialBalance } from '../../read-models/trial-balance/trialBalance.ts';

export const trialBalance: QueryResolvers['trialBalance'] = (
  _parent,
  { ledgerId, at },
  { actor, services },
) => {
  requireScope(actor, 'ledger:read');
  return openTrialBalance(services, actor.tenantId, ledgerId, at ?? {});
};
