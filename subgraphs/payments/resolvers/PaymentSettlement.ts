import type { PaymentSettlementResolvers } from '../generated/resolvers.ts';

export const PaymentSettlement: PaymentSettlementResolvers = {
  status: ({ settlementStatus }) => settlementStatus,
};
