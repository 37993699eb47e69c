import type { Resolvers } from '../generated/resolvers.ts';
import { capturePayment } from './Mutation/capturePayment.ts';
import { confirmPayment } from './Mutation/confirmPayment.ts';
import { createPayment } from './Mutation/createPayment.ts';
import { Payment } from './Payment.ts';
import { PaymentSettlement } from './PaymentSettlement.ts';
import { payment } from './Query/payment.ts';
import { payments } from './Query/payments.ts';
import { Transaction } from './Transaction.ts';

/** All resolvers, by type and field. */
export const resolvers: Resolvers = {
  Query: { payment, payments },
  Mutation: { createPayment, confirmPayment, capturePayment },
  Payment,
  PaymentSettlement,
  Transaction,
};
