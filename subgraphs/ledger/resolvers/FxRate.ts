import { present } from 'platform/kernel/assert';
import type { FxRateResolvers } from '../generated/resolvers.ts';

export const FxRate: FxRateResolvers = {
  ledger: async ({ ledgerId }, _args, { ledgers }) =>
    present(await ledgers.load(ledgerId), 'a rate is of a book'),
};
