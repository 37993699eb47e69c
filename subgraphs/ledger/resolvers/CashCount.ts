import { present } from 'platform/kernel/assert';
import { differenceOf } from '../domain/cash/cashCount.ts';
import type { CashCountResolvers } from '../generated/resolvers.ts';

export const CashCount: CashCountResolvers = {
  cashPoint: async ({ cashPointId }, _args, { cashPoints }) =>
    present(await cashPoints.load(cashPointId), 'a count is of a cash point'),
  difference: differenceOf,
  transaction: ({ transactionId }, _args, { transactions }) =>
    transactionId ? transactions.load(transactionId) : null,
};
