import type { ReconciliationBreakResolvers } from '../generated/resolvers.ts';

export const ReconciliationBreak: ReconciliationBreakResolvers = {
  transaction: ({ transactionId }, _args, { transactions }) =>
    transactionId === null ? null : transactions.load(transactionId),
};
