import { requireScope } from 'platform/auth/scopes';
import { present } from 'platform/kernel/assert';
import type { TransactionResolvers } from '../generated/resolvers.ts';

export const Transaction: TransactionResolvers = {
  __resolveReference: ({ id }, { actor, transactions }) => {
    requireScope(actor, 'ledger:read');
    return transactions.load(id);
  },
  id: ({ transactionId }) => transactionId,
  ledger: async ({ ledgerId }, _args, { ledgers }) =>
    present(await ledgers.load(ledgerId), 'a transaction has a ledger'),
  hold: ({ holdId }, _args, { holds }) => (holdId ? holds.load(holdId) : null),
  reverses: ({ reverses }, _args, { transactions }) => (reverses ? transactions.load(reverses) : null),
  reversedBy: async ({ transactionId }, _args, { reversals, transactions }) => {
    const reversal = await reversals.load(transactionId);
    return reversal && transactions.load(reversal);
  },
};
