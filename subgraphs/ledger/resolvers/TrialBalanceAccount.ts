import { present } from 'platform/kernel/assert';
import type { TrialBalanceAccountResolvers } from '../generated/resolvers.ts';

export const TrialBalanceAccount: TrialBalanceAccountResolvers = {
  account: async ({ accountId }, _args, { accounts }) =>
    present(await accounts.load(accountId), 'a trial balance is of accounts'),
};
