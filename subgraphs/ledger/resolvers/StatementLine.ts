import { present } from 'platform/kernel/assert';
import type { StatementLineResolvers } from '../generated/resolvers.ts';

export const StatementLine: StatementLineResolvers = {
  transaction: async ({ transactionId }, _args, { transactions }) =>
    present(await transactions.load(transactionId), 'a line is of a transaction'),
};
