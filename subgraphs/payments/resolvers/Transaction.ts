import type { TransactionResolvers } from '../generated/resolvers.ts';
import { getPaymentOfTransaction } from '../use-cases/getPayment.ts';

/** The ledger's: here only its id is known, and what payment it came from. */
export const Transaction: TransactionResolvers = {
  payment: ({ id }, _args, context) => getPaymentOfTransaction(context, id),
};
