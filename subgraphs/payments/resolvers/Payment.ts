import { moneyOf } from 'platform/kernel/money';
import type { PaymentResolvers } from '../generated/resolvers.ts';
import { getPayment } from '../use-cases/getPayment.ts';

export const Payment: PaymentResolvers = {
  __resolveReference: ({ id }, context) => getPayment(context, id),
  amount: ({ amount, currency }) => moneyOf(BigInt(amount), currency),
  capturedAmount: ({ captured, currency }) => moneyOf(BigInt(captured), currency),
  settlement: (payment) => payment,
  /** The transaction is known before it is posted; until then the ledger would have nothing to show. */
  ledgerTransaction: ({ settlementStatus, transactionId }) =>
    settlementStatus === 'SETTLED' && transactionId ? { id: transactionId } : null,
};
