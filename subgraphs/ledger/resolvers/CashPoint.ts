import { present } from 'platform/kernel/assert';
import type { CashPointResolvers } from '../generated/resolvers.ts';
import { listCashCounts } from '../read-models/cash-counts/list.ts';

export const CashPoint: CashPointResolvers = {
  ledger: async ({ ledgerId }, _args, { ledgers }) =>
    present(await ledgers.load(ledgerId), 'a cash point has a ledger'),
  account: async ({ accountId }, _args, { accounts }) =>
    present(await accounts.load(accountId), 'a cash point has an account'),
  lastCount: ({ id }, _args, { lastCounts }) => lastCounts.load(id),
  counts: ({ id }, page, { actor, services }) => listCashCounts(services.reader(actor.tenantId), id, page),
};
