import { present } from 'platform/kernel/assert';
import type { CashPointResolvers } from '../generated/resolvers.ts';

export const CashPoint: CashPointResolvers = {
  ledger: async ({ ledgerId }, _args, { ledgers }) =>
    present(await ledgers.load(ledgerId), 'a cash point has a ledger'),
  account: async ({ accountId }, _args, { accounts }) =>
    present(await accounts.load(accountId), 'a cash point has an account'),
};
