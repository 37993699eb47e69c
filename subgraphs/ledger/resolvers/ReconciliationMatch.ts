import { present } from 'platform/kernel/assert';
import type { ReconciliationMatchResolvers } from '../generated/resolvers.ts';

export const ReconciliationMatch: ReconciliationMatchResolvers = {
  transaction: async ({ transactionId }, _args, { transactions }) =>
    present(await transactions.load(transactionId), 'a line is matched with a transaction'),
};
