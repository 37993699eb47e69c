import type { TrialBalanceResolvers } from '../generated/resolvers.ts';
import { listTrialBalanceAccounts } from '../read-models/trial-balance/accounts.ts';
import { readTotals } from '../read-models/trial-balance/trialBalance.ts';

export const TrialBalance: TrialBalanceResolvers = {
  currencies: (view, _args, { actor, services }) => readTotals(services.reader(actor.tenantId), view),
  accounts: (view, page, { actor, services }) =>
    listTrialBalanceAccounts(services.reader(actor.tenantId), view, page),
};
