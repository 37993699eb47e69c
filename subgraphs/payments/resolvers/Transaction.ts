import type { TransactionResolvers } from '../generated/resolvers.ts';
import { getPaymentOfTransaction } from '../use-cases/getPayment.ts';

/** The ledger's transaction: here only its id is known. */
export interface TransactionReference {
  readonly id: string;
}

export const Transaction: TransactionResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  payment: ({ id }, _args, context) => getPaymentOfTransaction(context, id),
};
